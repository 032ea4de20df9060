package dev.bentline.onnx;

import dev.bentline.Bend;
import dev.bentline.Interval;
import dev.bentline.Model;
import java.util.LinkedHashMap;
import java.util.Map;

/** What ONNX has no place for, as entries of a model's metadata: the bend, and the dosages that a network was made for. */
final class Metadata {
    private static final String BEND = "bentline.bend";
    private static final String DOSAGES = "bentline.dosages";

    private Metadata() {}

    static Map<String, String> of(Model model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (model.bend() == Bend.ONE) {
            metadata.put(BEND, "1");
        }
        model.dosages()
                .ifPresent(dosages -> metadata.put(DOSAGES, (float) dosages.from() + " " + (float) dosages.to()));
        return metadata;
    }

    static Model addTo(Model model, Map<String, String> metadata) {
        Model result = switch (metadata.getOrDefault(BEND, "0")) {
            case "0" -> model;
            case "1" -> model.withBend(Bend.ONE);
            default -> throw refused(metadata, BEND, "0 or 1");
        };
        String dosages = metadata.get(DOSAGES);
        if (dosages == null) {
            return result;
        }
        String rule = "two finite floats in order, with a space between";
        String[] ends = dosages.split(" ", 3);
        if (ends.length != 2) {
            throw refused(metadata, DOSAGES, rule);
        }
        try {
            return result.withDosages(new Interval(Float.parseFloat(ends[0]), Float.parseFloat(ends[1])));
        } catch (IllegalArgumentException e) {
            throw refused(metadata, DOSAGES, rule);
        }
    }

    private static IllegalArgumentException refused(Map<String, String> metadata, String key, String rule) {
        return new IllegalArgumentException("the metadata's " + key + " is "
                + Quoted.name(metadata.getOrDefault(key, "")) + "; it has to be " + rule);
    }
}
