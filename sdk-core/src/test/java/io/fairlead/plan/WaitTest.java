package io.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitTest {

    @Test
    void what_is_waited_for_reads_well_whether_it_is_one_or_many() {
        List<Ref> many = IntStream.range(0, 13).mapToObj(i -> web("web-" + i)).toList();

        assertThat(Step.Wait.targets(List.of())).isEqualTo("nothing");
        assertThat(Step.Wait.targets(List.of(web("web")))).isEqualTo("Deployment shop/web");
        assertThat(Step.Wait.targets(Arrays.asList(web("web"), web("api"))))
                .isEqualTo("each of Deployment shop/api and Deployment shop/web");
        assertThat(Step.Wait.targets(many.subList(0, 3)))
                .isEqualTo("each of Deployment shop/web-0, Deployment shop/web-1 and Deployment shop/web-2");
        assertThat(Step.Wait.targets(many)).isEqualTo("each of 13 objects (Deployment shop/web-0 and 12 more)");
    }

    private static Ref web(String name) {
        return Ref.of(Kind.of("apps/v1", "Deployment"), "shop/" + name);
    }
}
