/**
 * A run that the real lm-eval asks: model by model it checks what requests of lm-eval get from the server, has one process a combination and repeat asked,
 * and turns what came back into trials. {@link dev.matrix.app.lmeval.LmEvalEngine} is the way in. It must not know requests of users, settings or the
 * manifest: what it needs of them comes as {@link dev.matrix.app.lmeval.LmEvalParts}.
 */
@NullMarked
package dev.matrix.app.lmeval;

import org.jspecify.annotations.NullMarked;
