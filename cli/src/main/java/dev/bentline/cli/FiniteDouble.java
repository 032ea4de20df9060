package dev.bentline.cli;

import dev.bentline.cli.csv.Decimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's value in double that is finite as a float, too: an end of a grid. */
final class FiniteDouble implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        double value = Decimal.toDouble(text);
        if (!Float.isFinite((float) value)) {
            throw new TypeConversionException(Decimal.fault(text));
        }
        return value;
    }
}
