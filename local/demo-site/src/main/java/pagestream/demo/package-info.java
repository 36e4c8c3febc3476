/// A web site of invented movies to scrape: start reading at [pagestream.demo.DemoSite].
@NullMarked
package pagestream.demo;

import org.jspecify.annotations.NullMarked;
