package io.fairlead.manifest;

/**
 * Where an object was read.
 *
 * @param file the file, or what stands for it
 * @param document which document of the file, from 1
 * @param line the object's first line, from 1
 */
public record Source(String file, int document, int line) {

    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
