package dev.matrix.analysis;

import java.util.Arrays;

/** Differences between two cells item by item: what statistics over several models are made of. */
public final class ItemDifferences {

    private ItemDifferences() {}

    /**
     * First minus second by the item's position; NaN where the item is not valid in both. Repeats are averaged first.
     *
     * @throws IllegalArgumentException when their plans differ in length
     */
    public static double[] of(CellAccumulator first, CellAccumulator second) {
        if (first.items() != second.items()) {
            throw new IllegalArgumentException(
                    "cells of " + first.items() + " and " + second.items() + " items cannot be compared item by item");
        }
        double[] differences = new double[first.items()];
        Arrays.setAll(
                differences,
                item -> first.isValid(item) && second.isValid(item)
                        ? first.value(item) - second.value(item)
                        : Double.NaN);
        return differences;
    }
}
