package io.fairlead.examples.demo;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints the job: headings, aligned lines, colours and a line in motion where the terminal can. */
final class Screen {

    private static final int LABEL = 12;
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colours;
    private final boolean unicode;
    private boolean moving;

    Screen(PrintStream out, boolean terminal, boolean colours, boolean unicode) {
        this.out = out;
        this.terminal = terminal;
        this.colours = colours;
        this.unicode = unicode;
    }

    /** The process's own output, coloured if it is a terminal that can and nobody said NO_COLOR. */
    static Screen of(PrintStream out, Map<String, String> environment) {
        boolean terminal = isTerminal() && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        String noColor = environment.getOrDefault("NO_COLOR", "");
        return new Screen(
                out,
                terminal,
                terminal && noColor.isEmpty(),
                charset().newEncoder().canEncode("✓✗·█░│"));
    }

    /** The characters that the terminal shows. */
    static Charset charset() {
        return Charset.forName(System.getProperty(
                "stdout.encoding",
                System.getProperty("native.encoding", Charset.defaultCharset().name())));
    }

    /** From Java 22 on there is a console without a terminal, too; it knows whether it has one. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** A heading: what this part of the job is, and its summary. */
    synchronized void heading(String label, String summary) {
        still();
        out.println();
        out.println(bold(pad(label)) + summary);
    }

    /** A labelled line. */
    synchronized void line(String label, String text) {
        still();
        out.println(dim(pad(label)) + text);
    }

    /** A line below the labels, coloured by its first sign as plans are. */
    synchronized void text(String text) {
        still();
        text.lines().forEach(each -> out.println((" ".repeat(LABEL) + bySign(each)).stripTrailing()));
    }

    /** Names after a label, wrapped. */
    synchronized void names(String label, List<String> names) {
        int indent = LABEL + label.length();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String word = names.get(i) + (i < names.size() - 1 ? ", " : "");
            if (indent + line.length() + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(word);
        }
        lines.add(line.toString());
        still();
        for (int i = 0; i < lines.size(); i++) {
            String start = i == 0 ? label : " ".repeat(label.length());
            out.println((" ".repeat(LABEL) + bySign(start) + lines.get(i)).stripTrailing());
        }
    }

    synchronized void good(String text) {
        text(green(unicode ? "✓ " : "ok ") + text);
    }

    synchronized void bad(String text) {
        text(red(unicode ? "✗ " : "! ") + text);
    }

    /** A line that takes the place of the one before it; nothing where the output is kept. */
    synchronized void motion(int done, int total, String text) {
        if (!terminal) {
            return;
        }
        int filled = total == 0 ? 0 : done * 20 / total;
        String bar = (unicode ? "█" : "#").repeat(filled) + (unicode ? "░" : ".").repeat(20 - filled);
        String line = pad("") + bar + " " + done + "/" + total + "  " + text;
        out.print("\r\033[K" + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
        out.flush();
        moving = true;
    }

    /** Whether lines in motion are seen. */
    boolean moves() {
        return terminal;
    }

    /** Asks, and takes "y" or "yes" for yes. */
    synchronized boolean ask(String question) {
        still();
        out.print(question + " [y/N] ");
        out.flush();
        Console console = System.console();
        String answer = console == null ? null : console.readLine();
        return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(java.util.Locale.ROOT));
    }

    String green(String text) {
        return colour("32", text);
    }

    String red(String text) {
        return colour("31", text);
    }

    String bold(String text) {
        return colour("1", text);
    }

    String dim(String text) {
        return colour("2", text);
    }

    private String bySign(String line) {
        String text = line.stripLeading();
        if (text.startsWith("+ ")) {
            return green(line);
        }
        if (text.startsWith("- ") || text.startsWith("! ")) {
            return red(line);
        }
        return text.startsWith("~ ") ? colour("33", line) : line;
    }

    private String colour(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    private void still() {
        if (moving) {
            out.print("\r\033[K");
            moving = false;
        }
    }

    private static String pad(String label) {
        return String.format("%-" + LABEL + "s", label);
    }
}
