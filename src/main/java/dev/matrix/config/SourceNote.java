package dev.matrix.config;

/**
 * Where data come from, for people and for the record of a run; each part is empty when the file does not give it.
 *
 * @param text what the data are
 * @param url where they are published
 * @param licence their licence
 * @param citation how to cite them
 */
public record SourceNote(String text, String url, String licence, String citation) {}
