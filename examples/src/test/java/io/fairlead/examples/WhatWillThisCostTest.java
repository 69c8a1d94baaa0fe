package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.Cluster;
import io.fairlead.cost.price.Charge;
import io.fairlead.cost.price.Money;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.testkit.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on costs shows happens, to the letter. */
class WhatWillThisCostTest {

    private static final String PAGE = Pages.read(Pages.ROOT.resolve("docs/guide/cost.md"));

    private final Sandbox sandbox = Sandbox.start();
    private final Cluster cluster = Cluster.using(sandbox.client());

    @BeforeEach
    void first() {
        cluster.run(ReleaseAnImage.release("registry.example/web:1.0"));
    }

    @AfterEach
    void close() {
        cluster.close();
        sandbox.close();
    }

    @Test
    void the_price_of_a_release_reads_as_the_page_says() {
        String text = WhatWillThisCost.cost(cluster).text();

        // How long the pods of this run took to be ready is the machine's affair.
        assertThat(PAGE)
                .contains(text.replaceAll("about \\d+ \\w+", "about 3 min")
                        .replaceAll("ready after \\d+ \\w+", "ready after 60 s")
                        .replaceAll("\n  once, while it runs: \\S+", "\n  once, while it runs: \\$0.0014"));
    }

    @Test
    void a_release_that_is_too_dear_is_refused_as_the_page_says() {
        var refused = WhatWillThisCost.within(cluster);

        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        assertThat(PAGE).contains(refused.toString());
        cluster.run(WhatWillThisCost.release());
        var web = new Ref(Kind.of("apps/v1", "Deployment"), "default", "web");
        assertThat(cluster.attempt(WhatWillThisCost.few(web, 9))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void a_bill_says_what_nodes_cost(@TempDir Path folder) throws IOException {
        Path bill = folder.resolve("bill.csv");
        Files.writeString(bill, "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd\n");

        var book = WhatWillThisCost.ofTheBill(bill);

        assertThat(book.price(Charge.CPU).amount()).isEqualTo(Money.of("0.03128", "EUR"));
        assertThat(WhatWillThisCost.costOfASchedule(cluster, WhatWillThisCost.release())
                        .isComplete())
                .isTrue();
    }
}
