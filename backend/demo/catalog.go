package demo

import "strings"

// product is something that can be printed. No two share a UID, and a size in the customer's code is the size
// in the UID, so that only a wrong lookup row breaks this.
type product struct {
	thing, size, extra string // parts of the customers' codes
	uid                string
	sides              int
	cents              int // price of one, never a multiple of ten cents: such numbers print alike everywhere
	mistaken           int // the product that a wrong lookup row names instead
	most               int // pieces of a usual order
}

func catalog() []product {
	return []product{
		{"POSTER", "A4", "SILK", "flat_product_pf_a4_pt_170-gsm-coated-silk_cl_4-0_ver", 1, 8995, 1, 12},
		{"POSTER", "A3", "SILK", "flat_product_pf_a3_pt_170-gsm-coated-silk_cl_4-0_ver", 1, 12995, 2, 12},
		{"POSTER", "A2", "SILK", "flat_product_pf_a2_pt_170-gsm-coated-silk_cl_4-0_ver", 1, 18995, 1, 6},
		{"POSTER", "50X70", "MATT", "flat_product_pf_500x700-mm_pt_200-gsm-uncoated_cl_4-0_ver", 1, 24995, 2, 4},
		{"CARD", "A6", "DUO", "cards_pf_a6_pt_350-gsm-coated-silk_cl_4-4_hor", 2, 1295, 5, 250},
		{"CARD", "A5", "DUO", "cards_pf_a5_pt_350-gsm-coated-silk_cl_4-4_ver", 2, 1795, 4, 100},
		{"FLYER", "A5", "GLOSS", "flat_product_pf_a5_pt_130-gsm-coated-gloss_cl_4-4_ver", 2, 295, 4, 2500},
		{"BOOK", "21X28", "HC", "photobook_hard_cover_pf_210x280_pt_170-gsm-coated-silk_cl_4-4_ver", 1, 39995, 8, 2},
		{"BOOK", "A5", "SC96", "multipage_soft_cover_pf_a5_pt_90-gsm-offset_cl_1-1_pc_96_ver", 1, 4995, 7, 300},
		{"MUG", "11", "OZ", "mug_product_msz_11-oz_mmat_ceramic-white_cl_4-0", 1, 14995, 10, 24},
		{"MUG", "15", "OZ", "mug_product_msz_15-oz_mmat_ceramic-white_cl_4-0", 1, 16995, 9, 12},
		{"TEE", "M", "NAVY", "apparel_product_gca_t-shirt_gsc_crewneck_gcu_unisex_gqa_classic_gsi_m_gco_navy_gpr_4-4", 2, 21995, 12, 10},
		{"TEE", "L", "WHITE", "apparel_product_gca_t-shirt_gsc_crewneck_gcu_unisex_gqa_classic_gsi_l_gco_white_gpr_4-4", 2, 21995, 11, 10},
		{"CANVAS", "40X60", "WOOD", "canvas_pf_400x600-mm_wd_20-mm_pt_300-gsm_cl_4-0_hor", 1, 49995, 3, 2},
		{"CALENDAR", "A4", "WIRE", "calendars_pf_a4_pt_200-gsm-coated-silk_cl_4-4_bt_wire-o_ver", 1, 19995, 1, 5},
		{"PHOTO", "20X30", "SILK", "flat_product_pf_200x300-mm_pt_250-gsm-silk_cl_4-0_hor", 1, 2995, 16, 30},
		{"PHOTO", "13X18", "SILK", "flat_product_pf_130x180-mm_pt_250-gsm-silk_cl_4-0_ver", 1, 1995, 15, 60},
	}
}

// unmapped is a code that no lookup table has: the shop added the product, nobody told the print house.
const unmapped = "NYHET-2"

// codes gives a customer's own code for each product of the catalogue. In the pattern, T is the thing in the
// customer's words, S the size and X the rest.
func codes(pattern string, words map[string]string, products []product) []string {
	out := make([]string, len(products))
	for i, p := range products {
		thing := p.thing
		if w, ok := words[thing]; ok {
			thing = w
		}
		out[i] = strings.NewReplacer("T", thing, "S", p.size, "X", p.extra).Replace(pattern)
	}
	return out
}
