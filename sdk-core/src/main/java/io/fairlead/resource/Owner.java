package io.fairlead.resource;

import java.nio.charset.StandardCharsets;

/**
 * The name under which fields are owned: the field manager of server-side apply, one a concern, such as
 * {@code fairlead/ha}.
 *
 * @param name 1 to 128 bytes of UTF-8 without control characters, as the API server accepts it
 */
public record Owner(String name) implements Comparable<Owner> {

    public Owner {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > 128 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an owner's name has 1 to 128 bytes and no control characters, got \""
                    + name + "\" (" + bytes + ")");
        }
    }

    /** The owner of this name. */
    public static Owner of(String name) {
        return new Owner(name);
    }

    @Override
    public int compareTo(Owner other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
