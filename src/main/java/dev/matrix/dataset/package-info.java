/**
 * Where items come from: bundled samples and local files (JSONL, JSON, CSV, also inside gz and zip, and Parquet) become items in the order in which a run samples
 * them, with their few-shot pool. It is told how a file is laid out by {@link dev.matrix.domain.DataSource}; it must not know prompts, models, scoring or
 * the catalogue's YAML.
 */
@NullMarked
package dev.matrix.dataset;

import org.jspecify.annotations.NullMarked;
