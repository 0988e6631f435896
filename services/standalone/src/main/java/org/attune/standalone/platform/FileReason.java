package org.attune.standalone.platform;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file or directory could not be used, in a few words. */
public final class FileReason {
  private FileReason() {}

  /** For example {@code permission denied}. */
  public static String of(FileSystemException failure) {
    var reason = failure.getReason();
    if (reason != null) return reason;
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "it is no directory";
      case FileAlreadyExistsException _ -> "a file of that name is in the way";
      case NoSuchFileException _ -> "it does not exist and cannot be made";
      default -> failure.getClass().getSimpleName();
    };
  }
}
