package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.file.Outputs;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that make a fit one of many groups. */
final class GroupOptions implements Argument {
    private final Option<String> group = Option.text(
            "--group",
            "NAME[,NAME...]",
            "Fit each group by itself: the rows in which these columns have the same texts, null and empty being the same. A"
                    + " name with a comma stands in quotes, as in CSV. Rows may come in any order as long as all groups fit"
                    + " into an eighth of java's memory; more rows than that are to be sorted by group, and take no more"
                    + " memory.");

    private final Option<String> plots = Option.text(
            "--plots",
            "DIR",
            "Draw a small plot of each group, on pages from DIR/index.html on; DIR is made if missing.");

    @Override
    public void addTo(CommandSpec command) {
        List.of(group, plots).forEach(option -> option.addTo(command));
    }

    boolean areGiven() {
        return group.isGiven();
    }

    /** The names of the group's columns. */
    List<String> names() {
        return GroupNames.parse(group.orElse(""));
    }

    /** The folder of the plots, or null. */
    @Nullable
    String plots() {
        return plots.value();
    }

    /**
     * Begins the plots; null if none are asked for.
     *
     * @param run what makes them appear
     * @param force whether to replace plots that are there
     * @param title what they show
     */
    @Nullable
    GroupPlots openPlots(Outputs run, boolean force, String title) throws IOException {
        String folder = plots.value();
        return folder == null
                ? null
                : new GroupPlots(folder, force, run, title + ", group by group: " + String.join(", ", names()));
    }

    /**
     * Refuses what contradicts itself.
     *
     * @param inputs the columns beside those of the group
     */
    void check(ObservationInputs inputs) {
        if (plots.isGiven() && !group.isGiven()) {
            throw CommandException.wrongUsage("--plots needs --group NAME; --plot FILE draws one fit");
        }
        if (!group.isGiven()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (String name : names()) {
            if (name.isEmpty()) {
                throw CommandException.wrongUsage(
                        "--group is " + Text.quoted(group.orElse("")) + "; a column's name in it is empty");
            }
            String other = inputs.optionOf(name);
            if (other != null) {
                throw CommandException.wrongUsage(
                        "--group and " + other + " are both " + Text.quoted(name) + "; they must be different columns");
            }
            if (!seen.add(name)) {
                throw CommandException.wrongUsage("--group names the column " + Text.quoted(name) + " twice");
            }
        }
    }
}
