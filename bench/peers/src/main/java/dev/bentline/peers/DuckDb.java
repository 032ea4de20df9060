package dev.bentline.peers;

import dev.bentline.Activation;
import dev.bentline.Network;
import dev.bentline.bench.contender.Contender;
import dev.bentline.bench.contender.LibraryPeer;
import dev.bentline.bench.contender.Workload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB, in memory: a table of effects from a table of dosages, in the arithmetic of floats. */
final class DuckDb implements Contender {
    /** Beyond this an expression of SQL goes too deep. */
    private static final int MOST_NODES = 64;

    private final LibraryPeer peer;
    private final Workload workload;
    private final DuckDBConnection connection;
    private final Statement statement;
    private final String sweep;

    DuckDb(LibraryPeer peer, Workload workload) {
        this.peer = peer;
        this.workload = workload;
        if (workload.network().width() > MOST_NODES) {
            throw new IllegalArgumentException(
                    "an expression of " + workload.network().width() + " nodes is too deep");
        }
        sweep = "CREATE OR REPLACE TABLE effects AS SELECT " + effect(workload.network()) + " AS effect FROM dosages";
        try {
            connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
            statement = connection.createStatement();
            statement.execute("SET threads = " + peer.threads());
            statement.execute("CREATE TABLE dosages (x FLOAT)");
            try (DuckDBAppender appender = connection.createAppender("main", "dosages")) {
                for (float x : workload.dosages()) {
                    appender.beginRow();
                    appender.append(x);
                    appender.endRow();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String version() {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String effect(Network network) {
        StringBuilder z = new StringBuilder(number(network.outputBias()));
        for (int h = 0; h < network.width(); h++) {
            String p = "(" + number(network.hiddenWeight(h)) + " * x + " + number(network.hiddenBias(h)) + ")";
            String f = network.hidden() == Activation.RELU
                    ? relu(p)
                    : "(" + relu(p) + " + ln(" + number(1) + " + exp(-abs(" + p + "))))";
            z.append(" + ")
                    .append(number(network.outputWeight(h)))
                    .append(" * ")
                    .append(f);
        }
        return network.output() == Activation.RELU ? relu("(" + z + ")") : "(" + z + ")::FLOAT";
    }

    /** max(0, p): a dosage of two nodes takes 12 ns by sizes, 18 by CASE WHEN, 145 by greatest(0, p). */
    private static String relu(String p) {
        return "((abs(" + p + ") + " + p + ") * " + number(0.5f) + ")";
    }

    private static String number(float value) {
        return "(" + value + ")::FLOAT";
    }

    @Override
    public void forward() {
        try {
            statement.execute(sweep);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void derivative() {
        throw new IllegalArgumentException("DuckDB is asked for no derivative");
    }

    @Override
    public Object gradient() {
        throw new IllegalArgumentException("DuckDB is asked for no gradient");
    }

    @Override
    public float[] mapped() {
        float[] y = new float[workload.size()];
        try (ResultSet rows = statement.executeQuery("SELECT effect FROM effects")) {
            for (int i = 0; i < y.length; i++) {
                if (!rows.next()) {
                    throw new IllegalStateException("only " + i + " effects");
                }
                y[i] = rows.getFloat(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return y;
    }

    @Override
    public int floatAdditions() {
        return peer.floatAdditions(workload.size());
    }

    @Override
    public String evidence() {
        return peer.evidence();
    }

    @Override
    public double[] summed() {
        throw new IllegalArgumentException("DuckDB is asked for no gradient");
    }
}
