package io.fairlead.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronRunsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *          | 1440
            */15 * * * *       | 96
            5/15 * * * *       | 96
            0 * * * *          | 24
            @hourly            | 24
            0 3 * * *          | 1
            @daily             | 1
            0 8-18/2 * * *     | 6
            0,30 9-17 * * *    | 18
            0 12 * * MON-FRI   | 0.714286
            0 12 * * 0,7       | 0.142857
            @weekly            | 0.142857
            0 0 1 * *          | 0.032854
            0 0 1 JAN *        | 0.002738
            0 0 31 2 *         | 0
            0 0 1 * 1          | 0.171018
            """)
    void runs_a_day(String schedule, String daily) {
        BigDecimal runs = CronRuns.perHour(schedule).multiply(BigDecimal.valueOf(24));

        assertThat(runs.setScale(6, RoundingMode.HALF_UP)).isEqualByComparingTo(daily);
    }

    @Test
    void what_is_no_schedule_is_refused() {
        assertThatThrownBy(() -> CronRuns.perHour("* * * *")).hasMessage("\"* * * *\" is no schedule of five fields");
        assertThatThrownBy(() -> CronRuns.perHour("61 * * * *"))
                .hasMessage("\"61\" is no field of a schedule from 0 to 59");
        assertThatThrownBy(() -> CronRuns.perHour("0 0 * * FOO"))
                .hasMessage("\"FOO\" is no field of a schedule from 0 to 7");
    }
}
