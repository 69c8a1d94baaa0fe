package io.fairlead.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fairlead.failure.InvalidManifest;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: %s
            data:
              %s
            """;

    private static String config(String name, String data) {
        return CONFIG.formatted(name, data);
    }

    private static Object value(String word) {
        return ((Map<?, ?>) Manifests.parse(config("x", "a: " + word))
                        .objects()
                        .get(0)
                        .tree()
                        .get("data"))
                .get("a");
    }

    private static String refusal(String text) {
        try {
            Manifests.parse(text);
        } catch (InvalidManifest e) {
            return e.getMessage();
        }
        return "read";
    }

    @Test
    void documents_are_read_with_their_places() {
        Manifests manifests = Manifests.classPath("manifests/two.yaml");

        assertThat(manifests).hasToString("""
                        2 objects from 1 file
                          Namespace shop           manifests/two.yaml:2
                          ConfigMap shop/settings  manifests/two.yaml:7""");
        assertThat(manifests.objects().get(1).source()).isEqualTo(new Source("manifests/two.yaml", 2, 7));
    }

    @Test
    void folders_are_read_in_order_without_what_is_hidden(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("b/.git"));
        Files.writeString(folder.resolve("b/one.yml"), config("one", "a: b"));
        Files.writeString(
                folder.resolve("a.json"),
                "{\n\t\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\",\n\t\"metadata\": {\"name\": \"zero\"}}");
        Files.writeString(folder.resolve("b/.git/two.yaml"), "not: [a manifest");
        Files.writeString(folder.resolve("readme.md"), "no: manifest");

        assertThat(Manifests.read(folder).objects().stream()
                        .map(object -> object.ref().name()))
                .containsExactly("zero", "one");
    }

    @Test
    void a_stream_is_read_under_the_name_given() {
        byte[] bytes = config("x", "a: ü").getBytes(StandardCharsets.UTF_8);

        assertThat(Manifests.read(new ByteArrayInputStream(bytes), "stdin")
                        .objects()
                        .get(0))
                .hasToString("ConfigMap x (stdin:1)");
    }

    @Test
    void empty_documents_are_left_out() {
        assertThat(Manifests.parse("---\n# nothing\n---\n" + config("x", "a: b") + "---\n")
                        .objects())
                .hasSize(1);
        assertThat(Manifests.parse("").objects()).isEmpty();
    }

    @Test
    void lists_are_taken_apart_and_their_items_named() {
        Manifests manifests = Manifests.parse("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleList
                items:
                - metadata:
                    name: one
                  rules: []
                - kind: List
                  apiVersion: v1
                  items:
                  - apiVersion: v1
                    kind: Secret
                    metadata: {name: two}
                """);

        assertThat(manifests.objects().stream().map(ManifestObject::toString))
                .containsExactly("Role one (text:4)", "Secret two (text:10)");
        assertThat(manifests.objects().get(0).ref().kind()).isEqualTo(Kind.of("rbac.authorization.k8s.io/v1", "Role"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "1, 1",
        "-7, -7",
        "0x1F, 31",
        "0o17, 15",
        "010, 10",
        "1.5, 1.5",
        "1e3, 1000.0",
        "9999999999, 9999999999",
    })
    void words_are_read_by_yaml_1_2(String word, String value) {
        assertThat(value(word)).hasToString(value).isNotInstanceOf(String.class);
    }

    @ParameterizedTest
    @CsvSource({"yes", "on", "y", "1_000", "2026-11-24", "=", "1:30", "0b11", "'\"1\"'", "!!str 1"})
    void other_words_are_text(String word) {
        assertThat(value(word)).isInstanceOf(String.class);
    }

    @Test
    void numbers_are_as_large_as_they_are_written() {
        assertThat(value("123456789012345678901234567890")).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(value("~")).isNull();
    }

    @Test
    void words_that_kubectl_reads_otherwise_are_warned_of_with_their_place() {
        Manifests manifests = Manifests.parse(
                config("x", "a: yes\n  b: 0777\n  c: 1_000\n  d: \"on\"\n  e: 2026-11-24\n  off: 0b11\n  g: ="));

        assertThat(manifests.warnings())
                .containsExactly(
                        "text:6: kubectl reads yes as true, here it is the text \"yes\"; put it in quotes, or write what is meant",
                        "text:7: kubectl reads 0777 as the octal number 511, here it is the number 777; put it in quotes, or write what is meant",
                        "text:8: kubectl reads 1_000 as the number 1000, here it is the text \"1_000\"; put it in quotes, or write what is meant",
                        "text:11: kubectl reads off as false, here it is the text \"off\"; put it in quotes, or write what is meant",
                        "text:11: kubectl reads 0b11 as the number 3, here it is the text \"0b11\"; put it in quotes, or write what is meant");
    }

    @Test
    void aliases_become_copies_and_merge_keys_work() {
        Manifests manifests = Manifests.parse("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: x, labels: &l {a: b, c: d}}
                data:
                  <<: *l
                  a: z
                """);

        assertThat(manifests.objects().get(0).tree().get("data")).isEqualTo(Map.of("a", "z", "c", "d"));
    }

    @Test
    void aliases_that_multiply_are_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n"
                    .formatted(i, i, String.join(", ", java.util.Collections.nCopies(9, "*a" + (i - 1)))));
        }

        assertThat(refusal(bomb.toString())).contains("aliases multiply to more than 200000 values");
    }

    @Test
    void broken_yaml_is_refused_with_line_and_column() {
        assertThat(refusal("apiVersion: v1\nkind: {a\nmetadata: b\n")).isEqualTo("""
                        Tried to read manifests from text.
                        text:3:9: no YAML: expected ',' or '}', but got :.
                        Check indentation and quotes around that place.""");
    }

    @Test
    void a_key_twice_is_refused_with_both_lines() {
        assertThat(refusal(config("x", "a: b\n  a: c"))).isEqualTo("""
                        Tried to read manifests from text.
                        text:7:3: the key "a" is there twice, first in line 6.
                        Keep one of them.""");
    }

    @Test
    void text_after_json_is_refused() {
        assertThat(refusal("{\"apiVersion\": \"v1\", \"kind\": \"X\", \"metadata\": {\"name\": \"x\"}} rest"))
                .startsWith("Tried to read manifests from text.\ntext:1:");
    }

    @Test
    void what_does_not_name_itself_is_refused() {
        assertThat(refusal("kind: ConfigMap\nmetadata: {name: x}")).isEqualTo("""
                        Tried to read manifests from text.
                        text:1: the object has no apiVersion.
                        Expected apiVersion, kind and metadata.name.""");
        assertThat(refusal("apiVersion: v1\nkind: X")).contains("text:1: the X has no metadata.");
        assertThat(refusal("apiVersion: v1\nkind: X\nmetadata: {}")).contains("the X has no metadata.name.");
        assertThat(refusal("apiVersion: v1\nkind: X\nmetadata: {name: 1}"))
                .contains("the metadata.name of the X is no text (put it in quotes).");
        assertThat(refusal("- a")).contains("the document is no object.");
        assertThat(refusal("just words")).contains("the document is no object.");
    }

    @ParameterizedTest
    @CsvSource({
        "*x, the alias *x stands for nothing",
        "&x [*x], the alias *x is inside of what it stands for",
        "!foo 1, \"1\" is no !foo",
        ".inf, .inf is no number that JSON knows",
        "{? [a] : b}, a key is no text",
    })
    void what_json_cannot_say_is_refused(String word, String problem) {
        assertThat(refusal(config("x", "a: " + word))).contains(problem);
    }

    @Test
    void an_object_twice_is_refused_with_both_places() {
        assertThat(refusal(config("x", "a: b") + "---\n" + config("x", "a: c"))).isEqualTo("""
                        Tried to read manifests from text.
                        text:8: ConfigMap x is there twice, first in text:1.
                        Keep one of them.""");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Manifests.read(Path.of("no/such.yaml")))
                .isInstanceOf(InvalidManifest.class)
                .hasMessage("""
                        Tried to read manifests from no/such.yaml.
                        no/such.yaml: there is no such file or folder.
                        Check the path.""");
    }

    @Test
    void what_is_no_utf_8_is_refused() {
        assertThatThrownBy(() -> Manifests.read(new ByteArrayInputStream(new byte[] {(byte) 0xC3, 0x28}), "stdin"))
                .hasMessageContaining("it is no UTF-8 text");
    }

    @Test
    void sets_can_be_changed_without_changing_the_old_one() {
        Manifests manifests = Manifests.classPath("manifests/two.yaml");
        Ref settings = Ref.of(ConfigMap.class, "shop/settings");

        Manifests edited = manifests.edit(settings, tree -> {
            tree.put("data", Map.of("colour", "red"));
            return tree;
        });

        assertThat(edited.find(settings).orElseThrow().tree().get("data")).isEqualTo(Map.of("colour", "red"));
        assertThat(manifests.find(settings).orElseThrow().tree().get("data")).isEqualTo(Map.of("colour", "blue"));
        assertThat(manifests.without(settings).objects()).hasSize(1);
        assertThat(manifests.plus(Manifests.parse(config("x", "a: b"))).objects())
                .hasSize(3);
        assertThat(manifests
                        .with(Manifests.parse(config("x", "a: b"))
                                .objects()
                                .get(0)
                                .tree())
                        .objects())
                .hasSize(3);
        assertThat(manifests.inNamespace("other").namespace()).contains("other");
        assertThatThrownBy(() -> manifests.plus(manifests)).isInstanceOf(InvalidManifest.class);
    }

    @Test
    void an_object_that_is_not_there_is_answered_with_those_that_are() {
        assertThatThrownBy(
                        () -> Manifests.classPath("manifests/two.yaml").without(Ref.of(ConfigMap.class, "shop/other")))
                .hasMessage(
                        "there is no ConfigMap shop/other among these manifests; there are: ConfigMap shop/settings");
    }

    @Test
    void trees_cannot_be_changed() {
        Map<String, Object> tree =
                Manifests.parse(config("x", "a: b")).objects().get(0).tree();

        assertThatThrownBy(() -> tree.put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Arrays.asList("apiVersion", "kind", "metadata", "data")).isEqualTo(List.copyOf(tree.keySet()));
    }
}
