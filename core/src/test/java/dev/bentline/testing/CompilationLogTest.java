package dev.bentline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.CompilationLog.Compilation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The words of HotSpot's log. */
class CompilationLogTest {
    private static final String TASK = """
            <task compile_id='7' method='a.b.Loop run ([FI)V' bytes='616' count='132' stamp='1.2'>
            <klass id='11' name='a.b.Loop' flags='1'/>
            <klass id='12' name='java.lang.Math' flags='1'/>
            <method id='21' holder='11' name='run' return='3' bytes='616'/>
            <parse method='21' uses='100' stamp='1.2'>
            <method id='22' holder='11' name='helper' return='3' bytes='16'/>
            <parse method='22' uses='100' stamp='1.2'>
            <parse_done nodes='900' live='800' memory='14600' stamp='1.2'/>
            </parse>
            <method id='23' holder='12' name='max' return='3' bytes='16'/>
            <parse method='23' uses='100' stamp='1.2'>
            <parse_done nodes='1000' live='800' memory='14600' stamp='1.2'/>
            </parse>
            <parse_done nodes='1100' live='900' memory='14600' stamp='1.2'/>
            </parse>
            <late_inline method='23' inline_id='5'>
            <parse method='23' uses='100' stamp='1.2'>
            <parse_done nodes='5000' live='800' memory='14600' stamp='1.2'/>
            </parse>
            </late_inline>
            FAILURE
            <task_done success='1' nmsize='3048' count='132' stamp='1.3'/>
            </task>
            """;

    private static List<Compilation> read(String log) {
        return CompilationLog.read(log.lines(), "a.b");
    }

    @Test
    void nodesAreThoseOfParsingAndMethodsThoseOfThePackage() {
        assertThat(read(TASK.replace("FAILURE", "")))
                .containsExactly(new Compilation(
                        "a.b.Loop.run", false, 1100, Set.of("a.b.Loop.run", "a.b.Loop.helper"), List.of()));
    }

    @Test
    void aCompilationThatFailsSaysWhy() {
        assertThat(read(TASK.replace("FAILURE", "<failure reason='out of nodes' phase='compile'/>")))
                .singleElement()
                .satisfies(compilation -> assertThat(compilation.failures()).containsExactly("out of nodes"));
    }

    @Test
    void staleTasksThoseOfC1AndOtherPackagesDoNotCount() {
        assertThat(read(TASK.replace("FAILURE", "<failure reason='stale task'/>")))
                .isEmpty();
        assertThat(read(TASK.replace("count='132'", "level='3' count='132'"))).isEmpty();
        assertThat(CompilationLog.read(TASK.lines(), "a")).hasSize(1);
        assertThat(CompilationLog.read(TASK.lines(), "a.bc")).isEmpty();
    }

    @Test
    void aCompilationOnTheStackIsToldApart() {
        assertThat(read(TASK.replace("compile_id='7'", "compile_id='7' compile_kind='osr'")))
                .singleElement()
                .matches(Compilation::onStack);
    }
}
