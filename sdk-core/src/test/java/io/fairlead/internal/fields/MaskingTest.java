package io.fairlead.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskingTest {

    @Test
    void a_secret_is_masked_in_text_plain_encoded_and_escaped() {
        Masking masking = Masking.ofSecretsOnly().and(List.of("pass\nword", "k"));

        assertThat(masking.text("a pass\nword b")).isEqualTo("a (secret) b");
        assertThat(masking.text("{\"x\":\"pass\\nword\"}")).isEqualTo("{\"x\":\"(secret)\"}");
        assertThat(masking.text("cGFzcwp3b3Jk")).isEqualTo("(secret)");
        assertThat(masking.text("k")).isEqualTo("(secret)");
        assertThat(masking.text("kubectl")).isEqualTo("kubectl");
    }

    @Test
    void data_of_a_secret_is_masked_with_what_kubectl_kept_of_it() {
        Map<String, Object> secret = Json.parse("""
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"x","annotations":{
                 "kubectl.kubernetes.io/last-applied-configuration":"{\\"data\\":1}","note":"n"}},"data":{"a":"YQ=="}}""");

        assertThat(Json.print(Masking.ofSecretsOnly().object(secret))).isEqualTo("""
                        {"apiVersion":"v1","kind":"Secret","metadata":{"name":"x","annotations":{\
                        "kubectl.kubernetes.io/last-applied-configuration":"(secret)","note":"n"}},"data":{"a":"(secret)"}}""");
        assertThat(secret).extractingByKey("data").isEqualTo(Map.of("a", "YQ=="));
    }

    @Test
    void the_data_of_a_secret_is_masked_elsewhere_too() {
        Masking masking = Masking.ofSecretsOnly()
                .andDataOf(Json.parse("{\"kind\":\"Secret\",\"data\":{\"a\":\"czNjcmV0\",\"b\":\"not base64!\"}}"));

        assertThat(masking.text("typed patch: s3cret, czNjcmV0, not base64!"))
                .isEqualTo("typed patch: (secret), (secret), (secret)");
    }
}
