package io.fairlead.cost.price;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The columns of the FOCUS specification, versions 1.0 to 1.2, by which a bill's version is told. */
final class FocusColumns {

    private static final Set<String> V10 =
            lower("AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd"
                    + " BillingPeriodStart ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd"
                    + " ChargePeriodStart CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName"
                    + " CommitmentDiscountStatus CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost"
                    + " ContractedUnitPrice EffectiveCost InvoiceIssuerName ListCost ListUnitPrice PricingCategory"
                    + " PricingQuantity PricingUnit ProviderName PublisherName RegionId RegionName ResourceId ResourceName"
                    + " ResourceType ServiceCategory ServiceName SkuId SkuPriceId SubAccountId SubAccountName Tags");
    private static final Set<String> V11 =
            lower("CapacityReservationId CapacityReservationStatus CommitmentDiscountQuantity CommitmentDiscountUnit"
                    + " ServiceSubcategory SkuMeter SkuPriceDetails");
    private static final Set<String> V12 =
            lower("BillingAccountType InvoiceId PricingCurrency PricingCurrencyContractedUnitPrice"
                    + " PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice SubAccountType");

    private FocusColumns() {}

    private static Set<String> lower(String names) {
        return new TreeSet<>(Set.of(names.toLowerCase(Locale.ROOT).split(" ")));
    }

    /** Whether it is a column of one of the versions, or one of a provider's own ({@code x_...}). */
    static boolean isKnown(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return V10.contains(lower) || V11.contains(lower) || V12.contains(lower) || lower.startsWith("x_");
    }

    /** The version that columns in lower case are of. */
    static String form(Collection<String> columns) {
        if (columns.stream().anyMatch(V12::contains)) {
            return "1.2";
        }
        return columns.stream().anyMatch(V11::contains) ? "1.1" : "1.0";
    }
}
