package dev.matrix.dataset;

import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hash of what an item is: any change to what is asked or to what counts as right changes it; id and stratum do not. */
final class ItemHash {

    private ItemHash() {}

    /** An item with its hash. */
    static Item item(
            String id,
            String stratum,
            String question,
            List<String> options,
            List<Integer> order,
            Gold gold,
            Map<String, String> fields) {
        return new Item(id, stratum, question, options, order, gold, fields, of(question, options, gold, fields));
    }

    /** One hash over the items in their order. */
    static String ofAll(List<Item> items) {
        Fingerprint all = new Fingerprint().add(items.size());
        items.forEach(item -> all.add(item.hash()));
        return all.hex();
    }

    private static String of(String question, List<String> options, Gold gold, Map<String, String> fields) {
        Fingerprint hash = new Fingerprint().add("item").add(question).add(options.size());
        options.forEach(hash::add);
        addGold(hash, gold);
        hash.add(fields.size());
        new TreeMap<>(fields).forEach((name, value) -> hash.add(name).add(value));
        return hash.hex();
    }

    private static void addGold(Fingerprint hash, Gold gold) {
        if (gold instanceof Gold.Options options) {
            hash.add("options").add(options.correct().size());
            options.correct().forEach(hash::add);
        } else if (gold instanceof Gold.Numeric number) {
            hash.add("number").add(number.value().toPlainString());
        } else if (gold instanceof Gold.Texts texts) {
            hash.add("texts").add(texts.accepted().size());
            texts.accepted().forEach(hash::add);
        }
    }
}
