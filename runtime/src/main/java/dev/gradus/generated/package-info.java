/** What generated companions call. Public because they live in the users' packages; not meant to be called by people. */
package dev.gradus.generated;
