/// A web site of invented movies and books to scrape: start reading at [pagestream.demo.DemoSite],
/// or at [pagestream.demo.Shop] for the site of many pages.
@NullMarked
package pagestream.demo;

import org.jspecify.annotations.NullMarked;
