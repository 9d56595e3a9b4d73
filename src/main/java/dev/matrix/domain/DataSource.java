package dev.matrix.domain;

import java.util.List;

/**
 * Where items lie and how their fields are found. Paths are relative to the folder of the benchmark file (sample, user file) or to the directory of
 * {@code --data} (published files). A path may hold one {@code *}; what it matched is the variable {@code $file}. A path may go into a zip:
 * {@code mmlu/mmlu.zip!data/test/*_test.csv}. Files ending in {@code .gz} are unpacked while reading.
 *
 * @param kind sample, real or user
 * @param format how the files are written
 * @param items alternatives: the first path that matches a file is used
 * @param shots alternatives for the few-shot pool; empty when there is none
 * @param fields how an item's parts are found in a record
 */
public record DataSource(DataKind kind, Format format, List<String> items, List<String> shots, FieldMapping fields) {

    public DataSource {
        items = List.copyOf(items);
        shots = List.copyOf(shots);
    }

    /** File formats. */
    public enum Format {
        /** One JSON object a line. */
        JSONL,
        /** One JSON array of objects. */
        JSON,
        /** RFC 4180 with a header line. */
        CSV,
        /** RFC 4180 without a header line; columns are named by 0-based position. */
        CSV_NO_HEADER,
        /** Apache Parquet; a record is a row. */
        PARQUET
    }
}
