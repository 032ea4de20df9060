package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on its own, in checkouts where Maven is a script that leaves a trace. */
class LauncherIT {
    private static final String JDK = System.getProperty("java.home");

    @TempDir
    Path folder;

    private Path checkout;
    private Path jar;
    private Path trace;
    private Path tools;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a check out"));
        jar = checkout.resolve("cli/target/bentline-cli.jar");
        trace = folder.resolve("trace");
        Files.createDirectories(checkout.resolve("cli/src/main"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.writeString(checkout.resolve("cli/pom.xml"), "");
        Files.copy(Launch.LAUNCHER, checkout.resolve("bentline"));
        executable(checkout.resolve("bentline"));
        Files.createDirectory(checkout.resolve("dist"));
        Files.copy(Launch.ROOT.resolve("dist/jvm.options"), checkout.resolve("dist/jvm.options"));
        tools = Files.createDirectories(folder.resolve("tools"));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void maven(String script) throws IOException {
        Files.writeString(
                tools.resolve("mvn"), "#!/usr/bin/env bash\necho \"$JAVA_HOME $*\" >>'" + trace + "'\n" + script);
        executable(tools.resolve("mvn"));
    }

    /** Copies what a build leaves, from the real one. */
    private String build() {
        Path real = Launch.ROOT.resolve("cli/target");
        return "cp -r '" + real.resolve("lib") + "' '" + jar.getParent() + "' && cp '"
                + real.resolve("bentline-cli.jar") + "' '" + jar + "'\n";
    }

    private Launch launch(Object... args) {
        return Launch.command(checkout.resolve("bentline"), args)
                .with("JAVA_HOME", JDK)
                .with("PATH", tools + ":" + System.getenv("PATH"));
    }

    @Test
    void fromAnyFolderThroughLinks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), folder.relativize(Launch.LAUNCHER));
        Files.createSymbolicLink(tools.resolve("bentline"), link);
        CommandRun run = Launch.command("env", "bentline", "--version")
                .in(folder)
                .with("PATH", tools + ":" + System.getenv("PATH"))
                .run();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("bentline ");
        assertThat(Launch.command("./a link", "--version").in(folder).run().out())
                .isEqualTo(run.out());
    }

    @Test
    void buildsWhatIsNotBuiltAndWhatIsOlderThanItsSources() throws Exception {
        maven(build());
        CommandRun first = launch("--version").run();
        assertThat(first.err())
                .startsWith("bentline: building, ")
                .endsWith("the log is " + checkout + "/cli/target/.build-log\n")
                .hasLineCount(1);
        assertThat(first.out()).startsWith("bentline ");
        assertThat(trace)
                .content()
                .startsWith(JDK + " ")
                .contains("-f " + checkout + "/pom.xml")
                .hasLineCount(1);
        CommandRun second = launch("--version").run();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEmpty();
        assertThat(trace).content().hasLineCount(1);

        Path source = Files.writeString(checkout.resolve("cli/src/main/Main.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(launch("--version").run().out()).isEqualTo(first.out());
        assertThat(trace).content().hasLineCount(2);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        maven("sleep 1\n" + build());
        Path out = folder.resolve("out");
        Process first = launch("--version").start(out, folder.resolve("err"));
        CommandRun second = launch("--version").run();
        assertThat(first.waitFor()).isZero();
        assertThat(second.out()).isEqualTo(Files.readString(out)).startsWith("bentline ");
        assertThat(trace).content().hasLineCount(1);
    }

    @Test
    void aFailedBuildShowsItsOutput() throws Exception {
        maven("echo 'cannot compile' && exit 1\n");
        CommandRun run = launch("info").run();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("bentline: building, ")
                .endsWith("\ncannot compile\nbentline: the build failed, as said above\n")
                .hasLineCount(3);
    }

    /** The benchmarks take the option before their name, too, as every other command does. */
    @Test
    void verboseBeforeBenchRunsTheBenchmarks() throws Exception {
        maven("exit 1\n");
        assertThat(launch("--verbose", "bench", "--quick").run().status()).isEqualTo(1);
        assertThat(trace).content().contains(" -pl bench ");
    }

    /** A file where the folder should be stops root, too. */
    @Test
    void whereNothingCanBeBuilt() throws Exception {
        maven(build());
        Files.writeString(checkout.resolve("cli/target"), "");
        CommandRun run = launch("info").run();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("bentline: not built yet, or older than its sources, and " + checkout
                        + "/cli/target cannot be written\n");
    }

    @Test
    void verifyRunsMavenOnTheJdk() throws Exception {
        maven("exit 7\n");
        CommandRun run = launch("verify", "-pl", "core", "-Dx=a b").in(folder).run();
        assertThat(run.status()).isEqualTo(7);
        assertThat(trace).hasContent(JDK + " -B -ntp -f " + checkout + "/pom.xml verify -pl core -Dx=a b\n");
    }

    /** A PATH with what the launcher needs, and neither java nor mvn. */
    private String bareTools() throws IOException {
        for (String tool : new String[] {"bash", "env", "readlink", "find", "touch", "mkdir", "flock", "cat", "cp"}) {
            try (Stream<Path> places = Stream.of("/bin", "/usr/bin").map(place -> Path.of(place, tool))) {
                Files.createSymbolicLink(
                        tools.resolve(tool),
                        places.filter(Files::isExecutable).findFirst().orElseThrow());
            }
        }
        return tools.toString();
    }

    @Test
    void installRunsMavenWithoutTests() throws Exception {
        maven("echo \"$@\"\n");
        CommandRun run = launch("install").run();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("-pl core,onnx,fit -am -Dmaven.test.skip=true ")
                .endsWith(" install\n");
        assertThat(launch("install", "-P", "spark").run().out()).contains(" -P spark -pl core,onnx,fit,spark -am ");
        CommandRun wrong = launch("install", "--fast").run();
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("install takes nothing").hasLineCount(1);
    }

    @Test
    void withoutMaven() throws Exception {
        CommandRun run = launch("info").with("PATH", bareTools()).run();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("there is no mvn on the PATH").hasLineCount(1);
        assertThat(launch("verify").with("PATH", tools.toString()).run().err())
                .contains("there is no mvn on the PATH")
                .hasLineCount(1);
    }

    @Test
    void withoutAJdk25() throws Exception {
        Path old = folder.resolve("jvms/jdk-17");
        Files.createDirectories(old.resolve("bin"));
        for (String program : new String[] {"java", "javac"}) {
            Files.writeString(old.resolve("bin/" + program), "#!/usr/bin/env bash\necho must not run; exit 3\n");
            executable(old.resolve("bin/" + program));
        }
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.25\"\n");
        CommandRun run = launch("info")
                .with("JAVA_HOME", old.toString())
                .with("BENTLINE_JVM_FOLDERS", folder.resolve("jvms") + ":/nowhere")
                .with("PATH", old.resolve("bin") + ":" + bareTools())
                .run();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("bentline: no JDK 25 found").hasLineCount(1);
    }

    @Test
    void aJdk25IsFoundInAFolderOfJvmsAndOnThePath() throws Exception {
        maven(build());
        Path jvms = Files.createDirectories(folder.resolve("j v m s"));
        Files.createSymbolicLink(jvms.resolve("jdk 25"), Path.of(JDK));
        CommandRun inFolder = launch("--version")
                .with("JAVA_HOME", "/nowhere")
                .with("BENTLINE_JVM_FOLDERS", "/nowhere:" + jvms)
                .with("PATH", tools + ":" + bareTools())
                .run();
        assertThat(inFolder.out()).startsWith("bentline ");
        Files.createSymbolicLink(tools.resolve("java"), Path.of(JDK, "bin", "java"));
        CommandRun onPath = launch("--version")
                .with("JAVA_HOME", "")
                .with("BENTLINE_JVM_FOLDERS", "/nowhere")
                .with("PATH", tools.toString())
                .run();
        assertThat(onPath.out()).isEqualTo(inFolder.out());
    }
}
