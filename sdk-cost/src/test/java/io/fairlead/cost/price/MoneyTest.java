package io.fairlead.cost.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @Test
    void sums_are_exact() {
        Money sum = Money.zero(Money.usd(1).currency());
        for (int i = 0; i < 10; i++) {
            sum = sum.plus(Money.usd("0.1"));
        }

        assertThat(sum).isEqualTo(Money.usd(1)).hasToString("$1");
    }

    @Test
    void equal_amounts_are_equal_however_they_are_written() {
        assertThat(Money.usd("12.50")).isEqualTo(Money.usd("12.5")).hasSameHashCodeAs(Money.usd("12.500"));
        assertThat(Money.usd("1e3")).isEqualTo(Money.usd(1000)).hasToString("$1000");
    }

    @Test
    void currencies_are_never_mixed_silently() {
        assertThatThrownBy(() -> Money.usd(1).plus(Money.of("2", "EUR")))
                .isInstanceOf(CurrencyMismatch.class)
                .hasMessage("Tried to add $1 and €2.\n"
                        + "They are of different currencies, USD and EUR, which are never mixed silently.\n"
                        + "Convert one by ExchangeRates with a rate that you give.");
        assertThatThrownBy(() -> Money.usd(1).compareTo(Money.of("2", "CHF")))
                .hasMessageStartingWith("Tried to compare $1 and CHF 2.");
    }

    @Test
    void what_is_no_amount_or_no_currency_is_refused() {
        assertThatThrownBy(() -> Money.usd("NaN"))
                .hasMessage("\"NaN\" is no amount of money: a decimal number is expected, such as 12.50");
        assertThatThrownBy(() -> Money.of("1", "DOLLAR"))
                .hasMessage("\"DOLLAR\" is no currency: a code of ISO 4217 is expected, such as USD or EUR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            412.3          | $412
            99.994         | $99.99
            99.995         | $100
            12345.5        | $12,346
            4.2            | $4.20
            0.01           | $0.01
            0.00435        | $0.0044
            0.000000043219 | $0.000000043
            0              | $0.00
            -118           | -$118
            """)
    void it_is_shown_as_people_read_it(String amount, String shown) {
        assertThat(Money.usd(amount).shown()).isEqualTo(shown);
    }

    @Test
    void a_difference_has_a_sign() {
        assertThat(Money.usd("117.8").signed()).isEqualTo("+$118");
        assertThat(Money.usd("-117.8").signed()).isEqualTo("-$118");
        assertThat(Money.usd(0).signed()).isEqualTo("+$0.00");
    }

    @Test
    void a_month_has_730_hours() {
        assertThat(new Rate(Money.usd("0.5")).perMonth()).isEqualTo(Money.usd(365));
        assertThat(new Rate(Money.usd("0.5")).times(new BigDecimal("1.5"))).hasToString("$548/mo");
    }

    @Test
    void money_is_converted_by_given_rates_alone() {
        ExchangeRates rates = ExchangeRates.of("USD", r -> r.rate("EUR", "1.08"));

        assertThat(rates.convert(Money.of("100", "EUR"))).isEqualTo(Money.usd(108));
        assertThat(rates.convert(Money.usd(3))).isEqualTo(Money.usd(3));
        assertThatThrownBy(() -> rates.convert(Money.of("5", "GBP")))
                .hasMessage("Tried to convert £5 to USD.\n"
                        + "No rate from GBP to USD was given.\n"
                        + "Give one: ExchangeRates.of(\"USD\", r -> r.rate(\"GBP\", ...)).");
        assertThatThrownBy(() -> ExchangeRates.of("USD", r -> r.rate("EUR", "-1")))
                .hasMessage("a rate is more than 0, got -1 for EUR");
    }
}
