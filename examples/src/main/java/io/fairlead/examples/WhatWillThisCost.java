package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.cost.Cost;
import io.fairlead.cost.PlanCost;
import io.fairlead.cost.price.ExchangeRates;
import io.fairlead.cost.price.FocusBill;
import io.fairlead.cost.price.Money;
import io.fairlead.cost.price.PriceBook;
import io.fairlead.ha.rollout.RolledOut;
import io.fairlead.ha.rollout.Rollout;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.nio.file.Path;
import java.time.Duration;

/** Price a release before it runs, and refuse one that is too dear. */
public final class WhatWillThisCost {

    private WhatWillThisCost() {}

    static Operation<RolledOut> release() {
        return Rollout.of(
                "default/web",
                r -> r.image("registry.example/web:2.0")
                        .request("web", "cpu", "750m")
                        .request("web", "memory", "1Gi"));
    }

    static PlanCost cost(Cluster cluster) {
        var plan = cluster.plan(release());
        return cluster.query(Cost.of(plan));
    }

    static PriceBook ours() {
        return PriceBook.of(
                "2026-11",
                b -> b.source("our contract")
                        .cpu("0.034")
                        .memory("0.0046")
                        .instanceType("m6i.2xlarge", "0.384")
                        .storage("fast", "0.00023")
                        .discount("0", "12%"));
    }

    static PriceBook ofTheBill(Path file) {
        var bill = FocusBill.read(file);
        var rates = ExchangeRates.of("EUR", r -> r.rate("USD", "0.92"));
        return PriceBook.focus(bill, "EUR").over(ours().in(rates));
    }

    static PlanCost costOfASchedule(Cluster cluster, Operation<?> change) {
        var report = new Ref(Kind.of("batch/v1", "CronJob"), "default", "report");
        return cluster.query(
                Cost.of(cluster.plan(change), c -> c.prices(ours()).lasting(report, Duration.ofMinutes(20))));
    }

    static Outcome<RolledOut> within(Cluster cluster) {
        var limit = Cost.atMost(Money.usd(20), c -> c.prices(ours()));
        return cluster.attempt(release().requiring(limit));
    }

    static Operation<Integer> few(Ref deployment, int replicas) {
        Operation<Integer> scale = work -> work.act(Acts.scale(deployment, replicas));
        return scale.requiring(Cost.addsAtMost(10));
    }
}
