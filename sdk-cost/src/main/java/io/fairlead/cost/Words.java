package io.fairlead.cost;

/** Numbers with their nouns. */
final class Words {

    private Words() {}

    /** {@code 1 pod}, {@code 2 pods}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
