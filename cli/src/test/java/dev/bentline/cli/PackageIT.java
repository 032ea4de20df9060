package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what {@code bentline package} makes, away from where it was made. */
class PackageIT {
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final Path MADE = Path.of("target/package-it").toAbsolutePath();
    private static final String[] SWEEP = {"sweep", "--from", "0", "--to", "1", "--count", "1001", "--out", "-"};
    private static final String CACHE = "lib/app/bentline.aot";

    /** The package, unpacked from its archive. */
    private static Path unpacked;

    private static Path archive;
    private static String version;

    @TempDir
    Path folder;

    @BeforeAll
    static void make() throws Exception {
        run("rm", "-rf", MADE);
        CommandRun made = Launch.of("package", MADE)
                .with("JAVA_HOME", JDK.toString())
                .within(600)
                .run();
        assertThat(made.status()).as(made.err()).isZero();
        version = CommandRun.of("--version").out().strip().replace("bentline ", "");
        archive = MADE.resolve(name() + ".tar.gz");
        assertThat(made.out().lines())
                .startsWith(MADE.resolve(name()) + "/bin/bentline", archive.toString())
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
        Path elsewhere = Files.createDirectories(MADE.resolve("some where"));
        run("tar", "-C", elsewhere, "-xzf", archive);
        unpacked = elsewhere.resolve("else");
        Files.move(elsewhere.resolve(name()), unpacked);
    }

    private static String name() {
        String machine = System.getProperty("os.arch").equals("amd64") ? "x64" : System.getProperty("os.arch");
        return "bentline-" + version + "-linux-" + machine;
    }

    private static CommandRun run(Object command, Object... args) throws Exception {
        CommandRun run = Launch.command(command, args).run();
        assertThat(run.status())
                .as(command + " " + Arrays.asList(args) + run.err())
                .isZero();
        return run;
    }

    /** The packaged command, with nothing in its environment but what is given. */
    private Launch bare(Path home, List<String> variables, Object... args) {
        List<Object> words = new ArrayList<>(List.of("-i", "PATH="));
        words.addAll(variables);
        words.add(home.resolve("bin/bentline"));
        words.addAll(Arrays.asList(args));
        return Launch.command("env", words.toArray()).in(folder);
    }

    private void assertSweeps(Path home, String... variables) throws Exception {
        CommandRun run = bare(home, List.of(variables), (Object[]) SWEEP).run();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(CommandRun.of((Object[]) SWEEP).out());
        assertThat(run.err()).startsWith("count ");
    }

    /** Returns where the JVM found the command's classes, picocli's, and its own. */
    private void assertStartsFromCache(Launch launch, boolean expected) throws Exception {
        Path log = folder.resolve("classes");
        CommandRun run = launch.with("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=\"" + log + "\"")
                .run();
        assertThat(run.out()).isEqualTo("bentline " + version + "\n");
        assertThat(run.err()).isEmpty();
        for (String name : List.of("dev.bentline.cli.Main", "picocli.CommandLine", "java.lang.String")) {
            assertThat(Files.readAllLines(log).stream().filter(line -> line.contains(" " + name + " source:")))
                    .as(name)
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line.contains("source: shared objects file"))
                            .isEqualTo(expected));
        }
    }

    private static Launch version(Path home) {
        return Launch.command(home.resolve("bin/bentline"), "--version");
    }

    /** A package that can be spoiled. */
    private Path copy() throws Exception {
        Path copy = folder.resolve("copy");
        run("cp", "-al", unpacked, copy);
        return copy;
    }

    @Test
    void runsWithNothingInstalled() throws Exception {
        CommandRun info = bare(unpacked, List.of(), "info", "--json").run();
        assertThat(info.status()).as(info.err()).isZero();
        assertThat(info.err()).isEmpty();
        assertThat(info.json().get("javaHome").asText()).isEqualTo(unpacked + "/lib/runtime");
        assertSweeps(unpacked);
        CommandRun figures =
                bare(unpacked, List.of(), "figures", "--out", "größe").run();
        assertThat(figures.status()).as(figures.err()).isZero();
        assertThat(figures.err()).isEmpty();
        assertThat(folder.resolve("größe/index.html")).exists();
    }

    @Test
    void startsFromItsCacheWhereverItIs() throws Exception {
        assertStartsFromCache(version(MADE.resolve(name())), true);
        assertStartsFromCache(version(unpacked), true);
        run("cp", "-r", unpacked, folder.resolve("copied"));
        assertStartsFromCache(version(folder.resolve("copied")), true);
    }

    @Test
    void throughSymbolicLinksAndFromItsOwnFolder() throws Exception {
        Path links = Files.createDirectory(folder.resolve("li nks"));
        Files.createSymbolicLink(links.resolve("first"), unpacked.resolve("bin/bentline"));
        Files.createSymbolicLink(folder.resolve("second"), Path.of("li nks/first"));
        assertStartsFromCache(Launch.command("./second", "--version").in(folder), true);
        assertStartsFromCache(Launch.command("sh", "bentline", "--version").in(unpacked.resolve("bin")), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "cut", "other"})
    void withoutAGoodCacheItSaysNothing(String spoiled) throws Exception {
        Path home = copy();
        byte[] good = Files.readAllBytes(home.resolve(CACHE));
        Files.delete(home.resolve(CACHE));
        switch (spoiled) {
            case "empty" -> Files.createFile(home.resolve(CACHE));
            case "cut" -> Files.write(home.resolve(CACHE), Arrays.copyOf(good, good.length / 2));
            case "other" -> Files.write(home.resolve(CACHE), new byte[good.length]);
            default -> {}
        }
        assertStartsFromCache(version(home), false);
        assertSweeps(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xshare:off",
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UseCompressedOops",
                "-Xint",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"
            })
    void withOptionsThatNoCacheFitsItSaysNothing(String options) throws Exception {
        CommandRun run = version(unpacked).with("JDK_JAVA_OPTIONS", options).run();
        assertThat(run.out()).isEqualTo("bentline " + version + "\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void optionsForTheJvmAndTheLocaleArrive() throws Exception {
        CommandRun run = bare(unpacked, List.of("JDK_JAVA_OPTIONS=-Dbentline.kernel=scalar", "LC_ALL=C"), "info")
                .run();
        assertThat(run.out()).containsPattern("kernel +scalar");
    }

    @Test
    void statusAndSignalsReachTheShell() throws Exception {
        CommandRun wrong =
                bare(unpacked, List.of(), "sweep", "--in", "missing.csv").run();
        assertThat(wrong.status()).isEqualTo(2);
        CommandRun closed =
                Launch.bash("'" + unpacked + "/bin/bentline' sweep --in - <&-").run();
        assertThat(closed.status()).isEqualTo(2);
        assertThat(closed.err()).contains("standard input is closed").hasLineCount(1);
        assertThat(wrong.err()).contains("missing.csv").hasLineCount(1);
        Path err = folder.resolve("err");
        Process process = bare(
                        unpacked,
                        List.of(),
                        "sweep",
                        "--from",
                        "0",
                        "--to",
                        "1",
                        "--count",
                        "1000000000",
                        "--out",
                        "x.csv")
                .start(Path.of("/dev/null"), err);
        Path temporary = Launch.unfinished(folder, 0);
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(err).hasContent("bentline: interrupted; not written: x.csv\n");
        assertThat(temporary).doesNotExist();
    }

    private static String listing(Path home) throws Exception {
        return run("find", home, "-printf", "%p %s %T@\n").out();
    }

    @Test
    void itsFolderCanBeReadOnly() throws Exception {
        Path home = folder.resolve("read-only");
        run("cp", "-a", unpacked, home);
        run("chmod", "-R", "a-w", home);
        String before = listing(home);
        assertStartsFromCache(version(home), true);
        assertSweeps(home);
        assertThat(listing(home)).isEqualTo(before);
        run("chmod", "-R", "u+w", home);
    }

    /** Compares the script's list with what the jars use. */
    @Test
    void itsJavaHasTheModulesThatTheJarsUse() throws Exception {
        StringBuilder jars = new StringBuilder();
        try (Stream<Path> files = Files.list(unpacked.resolve("lib/app/lib"))) {
            files.forEach(jar -> jars.append(jar).append(':'));
        }
        StringWriter used = new StringWriter();
        PrintWriter out = new PrintWriter(used);
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "--multi-release",
                        "25",
                        "--ignore-missing-deps",
                        "--print-module-deps",
                        "--class-path",
                        jars.toString(),
                        unpacked.resolve("lib/app/bentline-cli.jar").toString());
        assertThat(used.toString()).contains("java.desktop");
        assertThat(Launch.ROOT.resolve("dist/package"))
                .content()
                .contains("\nmodules=" + used.toString().strip() + "\n");
    }

    @Test
    void theManualAndTheCompletionAreThere() throws Exception {
        for (String page : List.of("bentline", "bentline-sweep", "bentline-fit", "bentline-show")) {
            assertThat(unpacked.resolve("share/man/man1/" + page + ".1"))
                    .content()
                    .startsWith(".TH ");
        }
        assertThat(unpacked.resolve("share/bash-completion/completions/bentline"))
                .content()
                .contains("complete -F _complete_bentline");
    }

    private static Path debianPackage() throws Exception {
        assumeTrue(Launch.command("bash", "-c", "type dpkg-deb").run().status() == 0);
        try (Stream<Path> files = Files.list(MADE)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theDebianPackage() throws Exception {
        Path deb = debianPackage();
        String fields = run("dpkg-deb", "--field", deb).out();
        assertThat(fields)
                .contains(
                        "Package: bentline\n",
                        "Version: " + version + "\n",
                        "Section: math\n",
                        "Maintainer: ",
                        "Description: evaluates and fits small neural networks of one dosage\n Bentline ")
                .containsPattern("\nDepends: libc6 \\(>= 2[.][0-9]+\\)\n")
                .containsPattern("\nInstalled-Size: [0-9]{5,6}\n")
                .doesNotContain("@version@", "@libc@", "@size@", "@home@")
                .doesNotContain("Homepage: unset");
        assertThat(run("dpkg-deb", "--contents", deb).out().lines().filter(line -> !line.endsWith("/")))
                .allSatisfy(
                        line -> assertThat(line).contains("root/root").containsPattern(" [.]/usr/(lib|share|bin)/"));
        run("dpkg-deb", "--extract", deb, folder);
        assertStartsFromCache(Launch.command(folder.resolve("usr/bin/bentline"), "--version"), true);
        assertSweeps(folder.resolve("usr/lib/bentline"));
        for (String file : List.of(
                "doc/bentline/copyright",
                "doc/bentline/changelog.gz",
                "man/man1/bentline.1.gz",
                "man/man1/bentline-fit.1.gz",
                "bash-completion/completions/bentline")) {
            assertThat(folder.resolve("usr/share").resolve(file)).isNotEmptyFile();
        }
        run("dpkg-deb", "--control", deb, folder.resolve("control"));
        assertThat(Launch.bash("md5sum --quiet -c control/md5sums")
                        .in(folder)
                        .run()
                        .status())
                .isZero();
    }

    /** Checks that the Dockerfile takes what is made, and nothing else. */
    @Test
    void theDockerfileAddsTheArchive() throws Exception {
        List<String> lines = Files.readAllLines(Launch.ROOT.resolve("dist/Dockerfile"));
        List<String> added = lines.stream()
                .filter(line -> line.startsWith("ADD ") || line.startsWith("COPY "))
                .map(line -> line.split(" ", -1)[1])
                .toList();
        assertThat(added).singleElement().asString().startsWith("target/");
        String pattern = added.getFirst().replace("target/", "");
        try (DirectoryStream<Path> found = Files.newDirectoryStream(MADE, pattern)) {
            assertThat(found).containsExactly(archive);
        }
        assertThat(lines)
                .contains("USER bentline", "WORKDIR /data", "ENTRYPOINT [\"bentline\"]")
                .anyMatch(line -> line.contains("ln -s /opt/bentline-*/bin/bentline "));
    }

    /** A checkout that is not this one. */
    private Path checkout() throws Exception {
        Path checkout = folder.resolve("check out");
        for (String name : List.of(
                "bentline",
                "dist/jvm.options",
                "cli/target/bentline-cli.jar",
                "cli/target/bentline.aot",
                "cli/target/lib")) {
            Path to = checkout.resolve(name);
            Files.createDirectories(to.getParent());
            run("cp", "-a", Launch.ROOT.resolve(name), to);
        }
        return checkout;
    }

    @Test
    void theCheckoutStartsFromACacheUntilItIsBuiltAgain() throws Exception {
        Path checkout = checkout();
        Launch launch =
                Launch.command(checkout.resolve("bentline"), "--version").with("JAVA_HOME", JDK.toString());
        assertStartsFromCache(launch, true);
        for (String time : List.of("2 seconds ago", "now")) {
            run("touch", "-d", time, checkout.resolve("cli/target/bentline-cli.jar"));
            Path log = folder.resolve("classes");
            assertThat(launch.run().out()).isEqualTo("bentline " + version + "\n");
            assertThat(Files.readString(log)).doesNotContain("dev.bentline.cli.Main source: shared");
        }
    }

    private CommandRun attempt(Path jdk, Path out) throws Exception {
        return Launch.command(Launch.ROOT.resolve("dist/package"), jdk, out).run();
    }

    private Path jdk(String jlink) throws IOException {
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        for (String tool : List.of("java", "jpackage")) {
            Files.createSymbolicLink(jdk.resolve("bin/" + tool), JDK.resolve("bin/" + tool));
        }
        Files.writeString(jdk.resolve("bin/jlink"), jlink);
        return jdk;
    }

    @Test
    void whatGoesWrongIsOneLineAndLeavesNothing() throws Exception {
        Path out = folder.resolve("out");
        Path jdk = jdk("#!/bin/sh\necho 'Error: cannot link'\nexit 1\n");
        CommandRun noLinker = attempt(jdk, out);
        assertThat(noLinker.status()).isEqualTo(1);
        assertThat(noLinker.err()).isEqualTo("bentline: " + jdk + " has no bin/jlink; package needs a whole JDK\n");
        assertThat(jdk.resolve("bin/jlink").toFile().setExecutable(true)).isTrue();
        CommandRun failed = attempt(jdk, out);
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).endsWith("Error: cannot link\nbentline: linking Java failed, as said above\n");
        assertThat(out).isEmptyDirectory();
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(attempt(JDK, file).err()).isEqualTo("bentline: " + file + " cannot be written\n");
        assertThat(Launch.of("package", "--fast").run().err())
                .isEqualTo("bentline: package takes one folder to write to, or none\n");
        assertThat(Launch.of("package", "a", "b").run().status()).isEqualTo(2);
    }
}
