package io.fairlead.failure;

import org.jspecify.annotations.Nullable;

/** A manifest that cannot be read, or says something that cannot be meant; names file, line and column. */
public final class InvalidManifest extends FairleadException {

    private final String file;
    private final int line;
    private final int column;
    private final String problem;

    /**
     * A place in a manifest that is wrong.
     *
     * @param file the file, or what stands for it
     * @param line from 1; 0 for the file as a whole
     * @param column from 1; 0 for the line as a whole
     * @param problem what is wrong, without a full stop
     * @param expected what to do, a whole sentence
     * @param cause what was caught, where something was
     */
    public InvalidManifest(
            String file, int line, int column, String problem, String expected, @Nullable Throwable cause) {
        super("read manifests from " + file, place(file, line, column) + ": " + problem + ".", expected, null, cause);
        this.file = file;
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    private static String place(String file, int line, int column) {
        return file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
    }

    /** The file, or what stands for it. */
    public String file() {
        return file;
    }

    /** The line, from 1; 0 for the file as a whole. */
    public int line() {
        return line;
    }

    /** The column, from 1; 0 for the line as a whole. */
    public int column() {
        return column;
    }

    /** What is wrong. */
    public String problem() {
        return problem;
    }
}
