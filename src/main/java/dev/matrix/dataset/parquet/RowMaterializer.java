package dev.matrix.dataset.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Builds a JSON object of each row: groups become objects, lists arrays; what is null is left out of objects and kept in arrays. Not thread-safe. */
final class RowMaterializer extends RecordMaterializer<ObjectNode> {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final GroupConverter root;
    private ObjectNode row = NODES.objectNode();

    RowMaterializer(MessageType schema) {
        root = new ObjectConverter(schema, node -> row = (ObjectNode) node);
    }

    @Override
    public ObjectNode getCurrentRecord() {
        return row;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private static Converter converter(Type type, Consumer<JsonNode> sink) {
        if (type.isPrimitive()) {
            return new ValueConverter(type.asPrimitiveType(), sink);
        }
        return Columns.isList(type)
                ? new ListConverter(type.asGroupType(), sink)
                : new ObjectConverter(type.asGroupType(), sink);
    }

    private static final class ObjectConverter extends GroupConverter {

        private final Converter[] fields;
        private final Consumer<JsonNode> sink;
        private ObjectNode object = NODES.objectNode();

        ObjectConverter(GroupType type, Consumer<JsonNode> sink) {
            this.sink = sink;
            this.fields = type.getFields().stream().map(this::field).toArray(Converter[]::new);
        }

        private Converter field(Type type) {
            String name = type.getName();
            return type.isRepetition(Type.Repetition.REPEATED)
                    ? converter(type, value -> object.withArrayProperty(name).add(value))
                    : converter(type, value -> object.set(name, value));
        }

        @Override
        public Converter getConverter(int field) {
            return fields[field];
        }

        @Override
        public void start() {
            object = NODES.objectNode();
        }

        @Override
        public void end() {
            sink.accept(object);
        }
    }

    private static final class ListConverter extends GroupConverter {

        private final Converter element;
        private final Consumer<JsonNode> sink;
        private ArrayNode list = NODES.arrayNode();

        ListConverter(GroupType type, Consumer<JsonNode> sink) {
            this.sink = sink;
            Type repeated = type.getType(0);
            this.element = Columns.isFramed(repeated)
                    ? new FrameConverter(repeated.asGroupType().getType(0), value -> list.add(value))
                    : converter(repeated, value -> list.add(value));
        }

        @Override
        public Converter getConverter(int field) {
            return element;
        }

        @Override
        public void start() {
            list = NODES.arrayNode();
        }

        @Override
        public void end() {
            sink.accept(list);
        }
    }

    /** The frame around an element of a list: an element that is null has a frame without content. */
    private static final class FrameConverter extends GroupConverter {

        private final Converter content;
        private final Consumer<JsonNode> sink;
        private @Nullable JsonNode value;

        FrameConverter(Type element, Consumer<JsonNode> sink) {
            this.sink = sink;
            this.content = converter(element, found -> value = found);
        }

        @Override
        public Converter getConverter(int field) {
            return content;
        }

        @Override
        public void start() {
            value = null;
        }

        @Override
        public void end() {
            sink.accept(value == null ? NODES.nullNode() : value);
        }
    }
}
