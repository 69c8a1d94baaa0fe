package io.fairlead.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.resource.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListerTest {

    private static final ListRequest ALL =
            ListRequest.of(new ResourceType(Kind.of("v1", "Pod"), "pods", true, Set.of("list"), Set.of()), "shop");

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Map<String, String>> queries = new ArrayList<>();
    private final Lister lister = new Lister(request -> {
        queries.add(request.query());
        return replies.remove();
    });

    private static Reply page(String version, String next, String... names) {
        StringBuilder items = new StringBuilder();
        for (String name : names) {
            items.append(items.isEmpty() ? "" : ",")
                    .append("{\"metadata\":{\"name\":\"")
                    .append(name)
                    .append("\"}}");
        }
        return new Reply(
                200,
                Json.parse("{\"metadata\":{\"resourceVersion\":\"" + version + "\",\"continue\":\"" + next
                        + "\"},\"items\":[" + items + "]}"),
                "",
                List.of(),
                1);
    }

    private static Reply expired() {
        return new Reply(410, Map.of("reason", "Expired"), "", List.of(), 1);
    }

    @Test
    void a_list_that_expires_between_pages_is_begun_again_not_mixed() {
        replies.addAll(List.of(page("5", "t1", "a", "b"), expired(), page("9", "t2", "b"), page("9", "", "c")));

        Listing listing = lister.list(ALL);

        assertThat(listing.items())
                .extracting(item -> ((Map<?, ?>) item.get("metadata")).get("name"))
                .isEqualTo(List.of("b", "c"));
        assertThat(listing.resourceVersion()).isEqualTo("9");
        assertThat(listing.requests()).isEqualTo(4);
        assertThat(queries)
                .containsExactly(
                        Map.of("limit", "500"),
                        Map.of("limit", "500", "continue", "t1"),
                        Map.of("limit", "500"),
                        Map.of("limit", "500", "continue", "t2"));
    }

    @Test
    void one_that_expires_again_and_again_is_read_in_one_piece() {
        replies.addAll(List.of(
                page("1", "t", "a"),
                expired(),
                page("2", "t", "a"),
                expired(),
                page("3", "t", "a"),
                expired(),
                page("4", "", "a")));

        assertThat(lister.list(ALL).resourceVersion()).isEqualTo("4");
        assertThat(queries).last().isEqualTo(Map.of());
    }

    @Test
    void an_empty_list_is_a_list() {
        replies.add(page("5", ""));

        assertThat(lister.list(ALL).items()).isEmpty();
    }
}
