package io.fairlead.testbed;

/**
 * What a command line tool said.
 *
 * @param exitCode its exit code; 0 for success
 * @param output its standard output
 * @param errors its standard error
 */
public record CommandResult(int exitCode, String output, String errors) {

    /** Whether the command succeeded. */
    public boolean succeeded() {
        return exitCode == 0;
    }
}
