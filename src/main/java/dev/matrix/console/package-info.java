/**
 * What a person sees: progress, messages, tables, the summary, questions. It owns the two writers and is the only place where text from models or servers
 * is made safe for a terminal. It watches execution by its events and knows no stage's inside.
 */
@NullMarked
package dev.matrix.console;

import org.jspecify.annotations.NullMarked;
