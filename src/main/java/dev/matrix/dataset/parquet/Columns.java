package dev.matrix.dataset.parquet;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** What a schema says, in words of this program. */
final class Columns {

    private Columns() {}

    static SortedMap<String, String> of(GroupType schema) {
        SortedMap<String, String> columns = new TreeMap<>();
        schema.getFields().forEach(field -> add(columns, field.getName(), field));
        return columns;
    }

    private static void add(SortedMap<String, String> columns, String path, Type type) {
        if (type.isPrimitive() || isList(type)) {
            columns.put(path, kind(type));
        } else {
            type.asGroupType().getFields().forEach(field -> add(columns, path + "." + field.getName(), field));
        }
    }

    /** True for a group that the schema marks as a list. */
    static boolean isList(Type type) {
        return !type.isPrimitive()
                && type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
                && type.asGroupType().getFieldCount() == 1
                && type.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED);
    }

    /** True when the repeated part of a list is only a frame around its element, as in every file of today. */
    static boolean isFramed(Type repeated) {
        return !repeated.isPrimitive()
                && repeated.asGroupType().getFieldCount() == 1
                && !repeated.getName().equals("array")
                && !repeated.getName().endsWith("_tuple");
    }

    private static String kind(Type type) {
        if (isList(type)) {
            Type repeated = type.asGroupType().getType(0);
            Type element = isFramed(repeated) ? repeated.asGroupType().getType(0) : repeated;
            return "list<" + (element.isPrimitive() ? kind(element.asPrimitiveType()) : "other") + ">";
        }
        String kind = kind(type.asPrimitiveType());
        return type.isRepetition(Type.Repetition.REPEATED) ? "list<" + kind + ">" : kind;
    }

    private static String kind(PrimitiveType type) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> "bool";
            case FLOAT, DOUBLE -> "float";
            case INT32, INT64 -> meaning == null || meaning instanceof IntLogicalTypeAnnotation ? "int" : "other";
            case BINARY ->
                meaning instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                                || meaning instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
                                || meaning instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation
                        ? "string"
                        : "other";
            default -> "other";
        };
    }
}
