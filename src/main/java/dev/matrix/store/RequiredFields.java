package dev.matrix.store;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a field that a file lacks. JSON reads what is missing as null, and the null would be met much later, far from the file that is to blame. What may be
 * null says so by its type's annotation. Not thread-safe.
 */
final class RequiredFields {

    private final Map<Class<?>, List<Field>> fields = new HashMap<>();

    private record Field(String name, boolean nullable, Method accessor) {}

    /** The path of the first field that is missing, in the file's own names; empty when all are there. */
    Optional<String> missing(Object value) {
        return missing("", value);
    }

    private Optional<String> missing(String path, @Nullable Object value) {
        if (value instanceof Record) {
            return inRecord(path, value);
        }
        if (value instanceof Collection<?> collection) {
            int index = 0;
            for (Object each : collection) {
                Optional<String> found = element(path + "[" + index++ + "]", each);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Optional<String> found = element(path + "." + entry.getKey(), entry.getValue());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> element(String path, @Nullable Object value) {
        return value == null ? Optional.of(path) : missing(path, value);
    }

    private Optional<String> inRecord(String path, Object value) {
        for (Field field : fields.computeIfAbsent(value.getClass(), RequiredFields::of)) {
            String name = path.isEmpty() ? field.name() : path + "." + field.name();
            Object content = read(field, value);
            if (content == null && !field.nullable()) {
                return Optional.of(name);
            }
            Optional<String> found = missing(name, content);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object read(Field field, Object value) {
        try {
            return field.accessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's component cannot be read", e);
        }
    }

    private static List<Field> of(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : Arrays.asList(type.getRecordComponents())) {
            component.getAccessor().setAccessible(true);
            fields.add(new Field(
                    StoreJson.name(component.getName()),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    component.getAccessor()));
        }
        return List.copyOf(fields);
    }
}
