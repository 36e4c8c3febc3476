package pagestream.extraction;

import java.net.URI;

/// What an answer brought.
///
/// @param url where it was found; relative addresses are resolved against it
/// @param type the Content-Type as it was sent; may be empty
@SuppressWarnings("ArrayRecordComponent") // never compared, and copies of pages cost
public record Content(URI url, String type, byte[] bytes) {}
