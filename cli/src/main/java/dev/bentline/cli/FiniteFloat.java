package dev.bentline.cli;

import dev.bentline.cli.csv.Decimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's value that goes straight from decimals to float. */
final class FiniteFloat implements ITypeConverter<Float> {
    @Override
    public Float convert(String text) {
        float value = Decimal.toFloat(text);
        if (!Float.isFinite(value)) {
            throw new TypeConversionException(Decimal.fault(text));
        }
        return value;
    }
}
