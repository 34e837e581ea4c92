package compare_test

import (
	"testing"

	"ordertrail/backend/compare"
)

func vocabulary(t testing.TB, extra ...compare.Aliases) *compare.Vocabulary {
	t.Helper()
	v, err := compare.NewVocabulary(extra...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSameMeaning(t *testing.T) {
	v := vocabulary(t)
	for _, c := range []struct {
		concept compare.Concept
		a, b    string
	}{
		{compare.Paper, "170gsm", "170 g/m²"},
		{compare.Paper, "170gsm", "170 g/m2"},
		{compare.Paper, "170-gsm", "170 g"},
		{compare.Status, "Canceled", "cancelled"},
		{compare.Quantity, "3", "3.00"},
		{compare.Price, "1 284,50", "1284.5"},
		{compare.Price, "-0", "0.0"},
		{compare.Unnamed, "true", "1"},
		{compare.Unnamed, "ja", "Yes"},
		{compare.Unnamed, "No", "no"},
		{compare.OrderDate, "2026-11-03T08:00:00Z", "2026-11-03T09:00:00+01:00"},
		{compare.OrderDate, "3.11.2026", "2026-11-03"},
		{compare.OrderDate, "3 November 2026", "2026/11/03"},
		{compare.Country, "Sverige", "SE"},
		{compare.Country, "swe", "Sweden"},
		{compare.Country, "UK", "gb"},
		{compare.Country, "Deutschland", "Tyskland"},
		{compare.Postcode, "852 30", "85230"},
		{compare.Postcode, "yo21 1aa", "YO211AA"},
		{compare.Phone, "+46 70 555 01 23", "0046705550123"},
		{compare.Size, "50x70 cm", "500x700-mm"},
		{compare.Size, "A4", "210x297 mm"},
		{compare.Size, "12x18-inch", `12 × 18"`},
		{compare.Size, "700x500 mm", "500x700 mm"},
		{compare.Colours, "4/0", "4-0"},
		{compare.Orientation, "ver", "Portrait"},
		{compare.Orientation, "liggande", "hor"},
		{compare.Email, "Asa@Kund.example", "asa@kund.example"},
		{compare.City, "Malmo\u0308", "MALMÖ"},
		{compare.Product, "flat_product_pf_a4_pt_170-gsm-coated-silk_cl_4-0_ver", "flat_product_pf_210x297-mm_cl_4-0_pt_170-gsm-coated-silk_ver"},
		{compare.Unnamed, "", "null"},
	} {
		if !v.Same(c.concept, c.a, c.b) || !v.Same(c.concept, c.b, c.a) {
			t.Errorf("%s: %q and %q mean the same", c.concept, c.a, c.b)
		}
	}
}

func TestOtherMeaning(t *testing.T) {
	v := vocabulary(t)
	for _, c := range []struct {
		concept compare.Concept
		a, b    string
	}{
		{compare.Paper, "170gsm", "200gsm"},
		{compare.Quantity, "3", "30"},
		{compare.Price, "1,284", "1284"}, // a comma before three digits could be either sign
		{compare.Price, "1,284", "1.284"},
		{compare.Unnamed, "007", "7"},
		{compare.OrderReference, "NL-1", "nl-1"},
		{compare.ItemReference, "1", "1.0"},
		{compare.OrderDate, "03/11/2026", "11/03/2026"},
		{compare.OrderDate, "2026-11-03T08:00:00", "2026-11-03T08:00:00Z"},
		{compare.Country, "NO", "nej"},
		{compare.Country, "AT", "AU"},
		{compare.Size, "A4", "A3"},
		{compare.Size, "500x700-mm", "50x70 in"},
		{compare.Colours, "4-0", "4-4"},
		{compare.Orientation, "ver", "hor"},
		{compare.Product, "flat_product_pf_a4_pt_170-gsm-coated-silk_cl_4-0_ver", "flat_product_pf_a3_pt_170-gsm-coated-silk_cl_4-0_ver"},
		{compare.File, "https://a.example/X.pdf", "https://a.example/x.pdf"},
		{compare.Unnamed, "0", ""},
		{compare.Phone, "+46 70 555 01 23", "+46 70 555 01 24"},
		{compare.Unnamed, "12 34", "1234"},
	} {
		if v.Same(c.concept, c.a, c.b) || v.Same(c.concept, c.b, c.a) {
			t.Errorf("%s: %q and %q do not mean the same", c.concept, c.a, c.b)
		}
	}
}

func TestDecodedProductsReadAsPeopleSayThem(t *testing.T) {
	for uid, want := range map[string]string{
		"flat_product_pf_a3_pt_170-gsm-coated-silk_cl_4-0_ver":         "A3 · 170 g coated silk · 4-0 · portrait",
		"flat_500x700-mm_200-gsm-uncoated_4-0_ver":                     "500 × 700 mm · 200 g uncoated · 4-0 · portrait",
		"mug_product_msz_11-oz_mmat_ceramic-white_cl_4-0":              "11 oz · ceramic white · 4-0",
		"multipage_soft_cover_pf_a5_pt_90-gsm-offset_cl_1-1_pc_96_ver": "A5 · 90 g offset · 1-1 · 96 p. · portrait",
		"apparel_product_gca_t-shirt_gsi_m_gco_navy_gpr_4-4":           "t shirt · M · navy · 4-4",
		"canvas_pf_400x600-mm_wd_20-mm_pt_300-gsm_cl_4-0_hor":          "400 × 600 mm · 20 mm · 300 g · 4-0 · landscape",
		"POSTER-A3-SILK": "POSTER-A3-SILK",
		"":               "",
	} {
		if got := compare.Decode(uid).Words(); got != want {
			t.Errorf("%s reads %q, want %q", uid, got, want)
		}
	}
}

func TestACodeContradictsOnlyWhatItSpellsOut(t *testing.T) {
	for _, c := range []struct {
		code, uid string
		want      bool
	}{
		{"POSTER-A4-SILK", "flat_product_pf_a4_pt_170-gsm-coated-silk_cl_4-0_ver", false},
		{"POSTER-A4-SILK", "flat_product_pf_a3_pt_170-gsm-coated-silk_cl_4-0_ver", true},
		{"FP-POSTER-50x70-MATT", "flat_product_pf_500x700-mm_pt_200-gsm-uncoated_cl_4-0_ver", false},
		{"FP-POSTER-50x70-MATT", "flat_product_pf_a3_pt_200-gsm-uncoated_cl_4-0_ver", true},
		{"BOOK-21X28-HC", "photobook_hard_cover_pf_210x280_pt_170-gsm-coated-silk_cl_4-4_ver", false},
		{"TEE-M-NAVY", "apparel_product_gca_t-shirt_gsi_l_gco_navy_gpr_4-4", true},
		{"MUG-11OZ", "mug_product_msz_15-oz_mmat_ceramic-white_cl_4-0", true},
		{"FLYER-A5-GLOSS", "flat_product_pf_a5_pt_130-gsm-coated-silk_cl_4-4_ver", true},
		{"KORT-A6DUO", "cards_pf_a5_pt_350-gsm-coated-silk_cl_4-4_ver", true},
		{"KORT-A6DUO", "cards_pf_a6_pt_350-gsm-coated-silk_cl_4-4_hor", false},
		{"KLASSFOTO-20X30SILK", "flat_product_pf_200x300-mm_pt_250-gsm-silk_cl_4-0_hor", false},
		{"KLASSFOTO-20X30SILK", "flat_product_pf_130x180-mm_pt_250-gsm-silk_cl_4-0_ver", true},
		{"PRN-A4XL", "flat_product_pf_a5_pt_170-gsm-coated-silk_cl_4-0_ver", false},
		{"SKU-8812", "flat_product_pf_a3_pt_170-gsm-coated-silk_cl_4-0_ver", false},
	} {
		if got := compare.Spell(c.code).Contradicts(compare.Spell(c.uid)); got != c.want {
			t.Errorf("%s against %s: contradicts is %v", c.code, c.uid, got)
		}
	}
}
