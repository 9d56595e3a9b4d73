package dev.matrix.dataset.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.Consumer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** One value as JSON: text, number or truth value; dates as ISO 8601, bytes without meaning as Base64. A value of a dictionary is made once. */
final class ValueConverter extends PrimitiveConverter {

    private final PrimitiveType type;
    private final @Nullable LogicalTypeAnnotation meaning;
    private final Consumer<JsonNode> sink;
    private JsonNode[] words = {};

    ValueConverter(PrimitiveType type, Consumer<JsonNode> sink) {
        this.type = type;
        this.meaning = type.getLogicalTypeAnnotation();
        this.sink = sink;
    }

    @Override
    public boolean hasDictionarySupport() {
        return type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY;
    }

    @Override
    public void setDictionary(Dictionary dictionary) {
        words = new JsonNode[dictionary.getMaxId() + 1];
        for (int id = 0; id < words.length; id++) {
            words[id] = node(dictionary.decodeToBinary(id));
        }
    }

    @Override
    public void addValueFromDictionary(int id) {
        sink.accept(words[id]);
    }

    @Override
    public void addBinary(Binary value) {
        sink.accept(node(value));
    }

    @Override
    public void addBoolean(boolean value) {
        sink.accept(BooleanNode.valueOf(value));
    }

    @Override
    public void addInt(int value) {
        sink.accept(node((long) value));
    }

    @Override
    public void addLong(long value) {
        sink.accept(node(value));
    }

    @Override
    public void addFloat(float value) {
        sink.accept(number(Float.toString(value)));
    }

    @Override
    public void addDouble(double value) {
        sink.accept(number(Double.toString(value)));
    }

    private JsonNode node(long value) {
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return DecimalNode.valueOf(BigDecimal.valueOf(value, decimal.getScale()));
        }
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return TextNode.valueOf(LocalDate.ofEpochDay(value).toString());
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            return TextNode.valueOf(Instant.EPOCH.plus(value, unit(timestamp)).toString());
        }
        return LongNode.valueOf(value);
    }

    private static ChronoUnit unit(TimestampLogicalTypeAnnotation timestamp) {
        return switch (timestamp.getUnit()) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
        };
    }

    private JsonNode node(Binary value) {
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return DecimalNode.valueOf(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()));
        }
        // Bytes that nobody marked as text are mostly text of an old writer; anything else could not be a question.
        boolean text = type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY;
        return TextNode.valueOf(
                text ? value.toStringUsingUTF8() : Base64.getEncoder().encodeToString(value.getBytes()));
    }

    /** Not-a-number and infinity stay words. */
    private static JsonNode number(String text) {
        return Character.isDigit(text.charAt(text.length() - 1))
                ? DecimalNode.valueOf(new BigDecimal(text))
                : TextNode.valueOf(text);
    }
}
