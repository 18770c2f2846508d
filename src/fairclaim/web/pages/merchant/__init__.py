"""Pages of merchants: answer in time, keep what proves a parcel and a listing, and see the own figures."""
