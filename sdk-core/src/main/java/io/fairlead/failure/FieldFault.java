package io.fairlead.failure;

/**
 * What the server finds wrong with one field.
 *
 * @param field the field's path, empty for the whole object
 * @param reason the server's reason, without values that are secret or long
 */
public record FieldFault(String field, String reason) {

    @Override
    public String toString() {
        return field.isEmpty() ? reason : field + ": " + reason;
    }
}
