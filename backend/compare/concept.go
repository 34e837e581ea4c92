package compare

// Concept is what a field is about, whatever its name, path and format.
type Concept string

// The concepts that fields of orders are about. Unnamed is a field that no alias knows.
const (
	Unnamed        Concept = ""
	OrderReference Concept = "order_reference"
	ItemReference  Concept = "item_reference"
	Product        Concept = "product"
	Quantity       Concept = "quantity"
	Size           Concept = "size"
	Paper          Concept = "paper"
	Colours        Concept = "colours"
	Orientation    Concept = "orientation"
	Pages          Concept = "pages"
	File           Concept = "file"
	FrontFile      Concept = "front_file"
	BackFile       Concept = "back_file"
	FileType       Concept = "file_type"
	ShippingMethod Concept = "shipping_method"
	OrderType      Concept = "order_type"
	Currency       Concept = "currency"
	Company        Concept = "company"
	FirstName      Concept = "first_name"
	LastName       Concept = "last_name"
	FullName       Concept = "full_name"
	AddressLine1   Concept = "address_line1"
	AddressLine2   Concept = "address_line2"
	City           Concept = "city"
	Postcode       Concept = "postcode"
	State          Concept = "state"
	Country        Concept = "country"
	Email          Concept = "email"
	Phone          Concept = "phone"
	Price          Concept = "price"
	OrderDate      Concept = "order_date"
	DispatchDate   Concept = "dispatch_date"
	Status         Concept = "status"
)

// concepts are those that aliases can name.
var concepts = []Concept{OrderReference, ItemReference, Product, Quantity, Size, Paper, Colours, Orientation, Pages, File, FrontFile, BackFile, FileType,
	ShippingMethod, OrderType, Currency, Company, FirstName, LastName, FullName, AddressLine1, AddressLine2, City, Postcode, State, Country, Email,
	Phone, Price, OrderDate, DispatchDate, Status}

// ofItem says that a concept belongs to one item, wherever it stands; the others belong to the order.
func (c Concept) ofItem() bool {
	switch c {
	case ItemReference, Product, Quantity, Size, Paper, Colours, Orientation, Pages, File, FrontFile, BackFile, FileType, Price:
		return true
	}
	return false
}

// ofAddress says that a concept is part of where the order goes.
func (c Concept) ofAddress() bool {
	switch c {
	case Company, FirstName, LastName, FullName, AddressLine1, AddressLine2, City, Postcode, State, Country:
		return true
	}
	return false
}
