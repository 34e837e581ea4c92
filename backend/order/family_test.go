package order_test

import (
	"testing"

	"ordertrail/backend/order"
)

func TestTheFamilyOfAProductIsWhatItIs(t *testing.T) {
	for uid, want := range map[string]string{
		"photobook_hard_cover_pf_a4_pt_170-gsm-coated-silk_cl_4-4_ver": "photobook hard cover",
		"Cards_pf_a5_pt_350-gsm-coated-silk_cl_4-4_hor":                "cards",
		"flat_500x700-mm_200-gsm-uncoated_4-0_ver":                     "flat",
		"apparel_product_gca_t-shirt_gsc_crewneck_gcu_unisex_gsi_s":    "apparel product",
		"mug_product_msz_11-oz_mmat_ceramic-white_cl_4-0":              "mug product",
		"SKU-8812":    "",
		"POSTER_SILK": "",
		"":            "",
	} {
		if got := order.FamilyOf(uid); got != want {
			t.Errorf("%q is of the family %q, not %q", uid, got, want)
		}
	}
}
