package io.fairlead.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.resilience.Verdict;
import io.fairlead.internal.resilience.Verdict.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusJudgeTest {

    private static Verdict judge(int code, String message, Map<String, List<String>> headers) {
        return StatusJudge.judge(
                code, headers, ScriptedServer.statusJson(code, "", message).getBytes(StandardCharsets.UTF_8));
    }

    private static Verdict judge(int code, String message) {
        return judge(code, message, Map.of());
    }

    @Test
    void a_429_was_not_taken_and_the_servers_pause_counts() {
        assertThat(judge(429, "too many", Map.of("retry-after", List.of("3"))))
                .isEqualTo(Verdict.later(Duration.ofSeconds(3)));
        assertThat(StatusJudge.judge(
                        429,
                        Map.of(),
                        "{\"kind\":\"Status\",\"details\":{\"retryAfterSeconds\":4}}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Verdict.later(Duration.ofSeconds(4)));
        assertThat(judge(429, "x", Map.of("Retry-After", List.of("Wed, 21 Oct 2026 07:28:00 GMT"))))
                .isEqualTo(Verdict.later(Duration.ZERO));
    }

    @Test
    void a_503_with_a_pause_was_not_taken_one_without_may_have_been() {
        assertThat(judge(503, "apiserver is shutting down", Map.of("Retry-After", List.of("1")))
                        .kind())
                .isEqualTo(Kind.LATER);
        assertThat(judge(503, "service unavailable").kind()).isEqualTo(Kind.AGAIN);
    }

    @Test
    void what_a_user_or_a_webhook_did_is_final_under_every_code() {
        assertThat(judge(500, "failed to create typed patch object (a)")).isEqualTo(Verdict.FINAL);
        assertThat(judge(500, "Internal error occurred: failed calling webhook x"))
                .isEqualTo(Verdict.FINAL);
        assertThat(judge(429, "admission webhook x denied the request: busy")).isEqualTo(Verdict.FINAL);
        assertThat(judge(503, "admission webhook x denied the request: busy")).isEqualTo(Verdict.FINAL);
        assertThat(
                        judge(
                                500,
                                "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."))
                .isEqualTo(Verdict.FINAL);
        assertThat(judge(409, "conflict")).isEqualTo(Verdict.FINAL);
        assertThat(judge(200, "")).isEqualTo(Verdict.FINAL);
    }

    @Test
    void a_500_is_tried_as_long_as_allowed_when_it_passes_and_a_few_times_when_it_is_a_riddle() {
        assertThat(judge(500, "etcdserver: leader changed").sends()).isEqualTo(Integer.MAX_VALUE);
        assertThat(judge(500, "nil map").sends()).isEqualTo(3);
        assertThat(StatusJudge.judge(500, Map.of(), "<html>".getBytes(StandardCharsets.UTF_8))
                        .sends())
                .as("a proxy's page")
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(judge(504, "timeout").kind()).isEqualTo(Kind.AGAIN);
    }
}
