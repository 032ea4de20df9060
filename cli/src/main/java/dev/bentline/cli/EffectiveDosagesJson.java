package dev.bentline.cli;

import dev.bentline.fit.ConfidenceInterval;
import dev.bentline.fit.EffectiveDosage;
import java.util.ArrayList;
import java.util.List;

/** Effective dosages as JSON in one line: an object for each dosage that has an effect, as the report of one fit has them. */
final class EffectiveDosagesJson {
    private EffectiveDosagesJson() {}

    /**
     * The text.
     *
     * @param limits whether to tell the limits
     */
    static String of(List<EffectiveDosage> effectiveDosages, boolean limits) {
        List<String> objects = new ArrayList<>();
        for (EffectiveDosage effective : effectiveDosages) {
            for (EffectiveDosage.Crossing at : effective.dosages()) {
                StringBuilder object = new StringBuilder();
                object.append("{\"percent\": ").append(effective.percent());
                object.append(", \"effect\": ").append(number(effective.level()));
                object.append(", \"dosage\": ").append(number(at.dosage()));
                if (limits) {
                    ConfidenceInterval interval = at.limits();
                    object.append(", \"from\": ").append(number(interval.from()));
                    object.append(", \"to\": ").append(number(interval.to()));
                }
                objects.add(object.append('}').toString());
            }
        }
        return "[" + String.join(", ", objects) + "]";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }
}
