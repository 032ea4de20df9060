package dev.bentline.cli;

import dev.bentline.Fit;
import dev.bentline.Stop;
import dev.bentline.cli.console.Report;
import dev.bentline.fit.Estimates;
import dev.bentline.fit.GoodnessOfFit;
import dev.bentline.fit.WidthChoice;
import java.util.Locale;

/** Reports of fits. */
final class FitReport {
    private static final double MICRO = 1e6;
    private static final double PICO = 1e12;

    private FitReport() {}

    /**
     * The report of a fit.
     *
     * @param json whether a program reads it
     * @param begun the {@link System#nanoTime} at which the command began
     */
    static Report of(FitResult result, ObservationInputs.Data data, boolean json, long begun) {
        Fit fit = result.fit();
        WidthChoice choice = result.choice();
        Report report = new Report()
                .add("epochs", fit.epochs())
                .add("loss", fit.loss())
                .add("sumOfSquaredResiduals", fit.sumOfSquaredResiduals())
                .add("rSquared", fit.rSquared())
                .addAll(goodness(result.goodness()))
                .add("hidden", result.hidden());
        if (choice != null) {
            report.add("aiccByHidden", choice.aiccs());
        }
        Estimates estimates = result.estimates();
        if (estimates != null) {
            report.addAll(EstimatesReport.of(estimates, json));
        }
        return report.add("network", result.network())
                .add("observations", data.observations().count())
                .add("missing", data.rows().missing())
                .add("skipped", data.rows().skipped())
                .add("restart", fit.restart())
                .add("solver", result.searched() ? "search" : "descent")
                .add("globalOptimum", fit.stop() == Stop.GLOBAL)
                .add("fitSeconds", rounded(result.seconds(), MICRO))
                .add("secondsPerEpoch", rounded(fit.secondsPerEpoch(), PICO))
                .add("stopped", fit.stop().name().toLowerCase(Locale.ROOT))
                .add("seconds", rounded((System.nanoTime() - begun) * 1e-9, MICRO));
    }

    private static Report goodness(GoodnessOfFit goodness) {
        return new Report()
                .add("residualStandardError", goodness.residualStandardError())
                .add("degreesOfFreedom", goodness.degreesOfFreedom())
                .add("aicc", goodness.aicc())
                .add("bic", goodness.bic())
                .add("lackOfFitF", goodness.lackOfFitF())
                .add("lackOfFitP", FTest.lackOfFit(goodness))
                .add("flatF", goodness.flatF())
                .add("flatP", FTest.flat(goodness));
    }

    private static double rounded(double seconds, double partsOfASecond) {
        return Double.isNaN(seconds) ? seconds : Math.round(seconds * partsOfASecond) / partsOfASecond;
    }
}
