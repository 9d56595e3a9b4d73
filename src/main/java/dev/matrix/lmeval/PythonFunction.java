package dev.matrix.lmeval;

/**
 * A function that a generated task names.
 *
 * @param module the file beside the definition, without {@code .py}
 * @param name of the function in it
 */
record PythonFunction(String module, String name) {}
