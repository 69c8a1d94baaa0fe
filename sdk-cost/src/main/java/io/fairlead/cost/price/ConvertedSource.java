package io.fairlead.cost.price;

import io.fairlead.resource.Tree;
import java.util.Optional;

/** Another source, its prices converted by given rates. */
record ConvertedSource(PriceSource source, ExchangeRates rates) implements PriceSource {

    @Override
    public Optional<Found> node(Tree node) {
        return source.node(node)
                .map(found -> new Found(
                        rates.convert(found.hourly()),
                        found.gpuEach().map(rates::convert),
                        found.match(),
                        found.committed(),
                        found.origin()));
    }

    @Override
    public Optional<Price> volume(Tree volume) {
        return source.volume(volume).map(price -> PriceBook.converted(price, rates));
    }
}
